import { expect, it } from 'vitest'
import { choose } from './choose.ts'

const items = ['proper', 'jitter', 'box'].map((id) => ({ id }))
const idsOf = (list: string | undefined) =>
  choose('condition', items, list, ({ id }) => id === 'proper').map(({ id }) => id)

it.each([
  [undefined, ['proper']],
  ['all', ['proper', 'jitter', 'box']],
  ['box, proper', ['proper', 'box']],
])('the list %s is %o', (list, ids) => {
  expect(idsOf(list)).toEqual(ids)
})

it('a name that stands for nothing is told with those that do', () => {
  expect(() => idsOf('proper,upside-down')).toThrow('no condition upside-down; there are proper, jitter, box.')
})

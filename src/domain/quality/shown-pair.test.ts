import { expect, it } from 'vitest'
import { shownPair } from './shown-pair.ts'

const model = (id: string, role: 'student' | 'baseline', pairs_with: string) => ({ id, role, pairs_with })

const medium = model('m', 'student', 'm-baseline')
const mediumBaseline = model('m-baseline', 'baseline', 'm')
const small = model('s', 'student', 's-baseline')
const smallBaseline = model('s-baseline', 'baseline', 's')

it('is the first student with the baseline it is paired with, whichever comes first', () => {
  expect(shownPair([smallBaseline, medium, small, mediumBaseline])).toEqual([medium, mediumBaseline])
  expect(shownPair([mediumBaseline, small, smallBaseline, medium])).toEqual([small, smallBaseline])
})

it('is all there is where there is one pair, or no student', () => {
  expect(shownPair([medium, mediumBaseline])).toEqual([medium, mediumBaseline])
  expect(shownPair([mediumBaseline])).toEqual([mediumBaseline])
})

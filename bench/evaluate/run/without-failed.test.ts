import { expect, it } from 'vitest'
import type { EvaluatedSet, SetImage } from '../inputs/face-set.ts'
import { drawnImages } from './drawn-setting.ts'
import { withoutFailed } from './without-failed.ts'

const [one, two, three] = (await drawnImages()).map((image): SetImage => ({ ...image, degradation: null }))
const degraded: SetImage = { ...two!, degradation: { kinds: 'trained', seed: 1 } }

const set: EvaluatedSet = {
  id: 'made',
  label: 'Made',
  describe: '',
  images: [one!, two!, three!, degraded],
  comparisons: {
    one: Uint32Array.of(0, 0, 1, 2),
    other: Uint32Array.of(1, 2, 2, 3),
    isGenuine: Uint8Array.of(1, 1, 0, 1),
  },
  impostors: ['listed', 'all'],
  missing: [{ file: 'lost.jpg', why: 'absent' }],
  agreed: null,
}

it('a set without failures stays as it is', () => {
  expect(withoutFailed(set, [])).toBe(set)
})

it('a failed image takes its comparisons along, and is missing', () => {
  const { images, comparisons, missing } = withoutFailed(set, [{ image: two! }])
  expect(images).toEqual([one, three, degraded])
  expect([...comparisons.one]).toEqual([0, 1])
  expect([...comparisons.other]).toEqual([1, 2])
  expect([...comparisons.isGenuine]).toEqual([1, 1])
  expect(missing).toEqual([
    { file: 'lost.jpg', why: 'absent' },
    { file: two!.file, why: 'unread' },
  ])
})

it('of an image that is clean and degraded, each can fail for itself', () => {
  expect(withoutFailed(set, [{ image: degraded }]).images).toEqual([one, two, three])
})

import { expect, it } from 'vitest'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { point } from '#domain/geometry/point.ts'
import { agreedSets } from './agreed-sets.ts'
import { setsOf } from './sets.ts'

const { landmarks, box, confidence } = astronautFace
const size = interEyeDistance(landmarks)

/** Each of the five points further right by a share of the inter-eye distance. */
const shifted = (share: number) => ({
  ...astronautFace,
  landmarks: Object.fromEntries(
    Object.entries(landmarks).map(([name, { x, y }]) => [name, point<'source'>(x + share * size, y)]),
  ) as unknown as typeof landmarks,
})

// By how much MediaPipe's landmarks are apart; of the last it finds no face.
const shares = [0, 0.09, 0.11, 0.3, null, 0.02, 0.05]
const images = shares.map((_, i) => {
  const file = `p${i % 2}/${i}.jpg`
  return { file, path: `/${file}`, key: file, person: `p${i % 2}`, view: null, landmarks, box, confidence }
})
const sets = setsOf({ name: 'own', split: null, images, pairs: null, missing: [] })
const finder = (share: (i: number) => number | null) => async (asked: readonly { readonly path: string }[]) => ({
  faces: new Map(
    asked.map(({ path }) => {
      const apart = share(images.findIndex((image) => image.path === path))
      return [path, apart === null ? [] : [shifted(apart)]] as const
    }),
  ),
  failed: [],
})

it('leave out faces on which two finders disagree by more than a tenth of the eye distance, and say how many', async () => {
  const found = await agreedSets(
    sets,
    finder((i) => shares[i]!),
  )
  expect(found.map(({ id, label, images, agreed }) => [id, label, images.map(({ file }) => file), agreed])).toEqual([
    [
      'own-agreed',
      'own, landmarks agreed',
      ['p0/0.jpg', 'p1/1.jpg', 'p1/5.jpg', 'p0/6.jpg'],
      { of: 'own', within: 0.1, apart: 2, unfound: 1 },
    ],
  ])
  expect(found[0]!.describe).toContain('Left out are 3 faces')
  expect(found[0]!.comparisons.one).toHaveLength(6)
})

it('are none of a set whose landmarks are those of the second finder', async () => {
  expect(
    await agreedSets(
      sets,
      finder(() => 0),
    ),
  ).toEqual([])
})

it('are none where nothing would be left to compare', async () => {
  // Of each person one face is left, or all faces of one.
  expect(
    await agreedSets(
      sets,
      finder((i) => (i < 2 ? 0 : 0.3)),
    ),
  ).toEqual([])
  expect(
    await agreedSets(
      sets,
      finder((i) => (i % 2 === 0 ? 0.05 : null)),
    ),
  ).toEqual([])
})

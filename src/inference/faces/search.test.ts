import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Box, box } from '#domain/geometry/point.ts'
import type { Detection } from './detection.ts'
import { type Detect, type DetectorRange, searchFaces } from './search.ts'
import type { PhotoSize, View } from './view.ts'

/**
 * A detector as the real ones were measured: the full range sees what is whole in the view and at least a tenth of it,
 * the short range at least a quarter.
 */
function detectorOf(faces: readonly Box<'working'>[], confidence = 0.9) {
  const looked: { range: DetectorRange; view: View }[] = []
  const detect: Detect = async (range, view) => {
    looked.push({ range, view })
    return faces
      .filter(({ width }) => width >= (range === 'full' ? 0.1 : 0.25) * view.side && width < 0.9 * view.side)
      .filter((face) => isInside(face, view))
      .map((face): Detection => ({ box: face, keypoints: [], confidence }))
  }
  return { detect, looked }
}

const isInside = ({ x, y, width, height }: Box<'working'>, { centre, side }: View) =>
  x >= centre.x - side / 2 &&
  y >= centre.y - side / 2 &&
  x + width <= centre.x + side / 2 &&
  y + height <= centre.y + side / 2

/** Faces on a grid of 200 px cells, so that none overlap. */
const someCrowd = fc.uniqueArray(
  fc.record({ column: fc.nat(7), row: fc.nat(5), size: fc.integer({ min: 30, max: 150 }) }),
  { minLength: 1, maxLength: 20, selector: ({ column, row }) => column + 8 * row },
)
const crowdPhoto: PhotoSize = { width: 1600, height: 1200 }

it('finds each face of a crowd once, down to 30 px where there are some of that size', async () =>
  fc.assert(
    fc.asyncProperty(someCrowd, async (crowd) => {
      const faces = crowd.map(({ column, row, size }) => box<'working'>(200 * column + 20, 200 * row + 20, size, size))
      // Small faces are looked for as long as the ones found are small; this one is near the limit of every level.
      const steps = [170, 85, 45, 30].map((size, index) => box<'working'>(1600 + 200 * index, 20, size, size))
      const all = [...faces, ...steps]
      const found = await searchFaces({ width: 2400, height: crowdPhoto.height }, detectorOf(all).detect)
      const reachable = all.filter(({ width }) => width >= 48)
      expect(new Set(found.map((each) => each.box)).size).toBe(found.length)
      expect(found.map((each) => each.box)).toEqual(expect.arrayContaining(reachable))
    }),
  ))

it('looks at a portrait with the full range alone, and at no finer tiles than halves', async () => {
  const { detect, looked } = detectorOf([box(600, 300, 400, 400)])
  expect(await searchFaces(crowdPhoto, detect)).toHaveLength(1)
  expect(looked.map(({ range }) => range)).toEqual(Array(5).fill('full'))
})

it('asks the short range, and looks at no tile, where a face fills the frame', async () => {
  const { detect, looked } = detectorOf([box(300, 200, 900, 900)])
  expect(await searchFaces(crowdPhoto, detect)).toHaveLength(1)
  expect(looked.map(({ range }) => range)).toEqual(['full', 'short'])
})

it('gives an empty photo up after the tiles of a quarter', async () => {
  const { detect, looked } = detectorOf([])
  expect(await searchFaces({ width: 6000, height: 4000 }, detect)).toEqual([])
  expect(looked).toHaveLength(1 + 1 + 4 + 12)
})

it('looks at no tile of a photo so small that its tiles would hold no face worth scoring', async () => {
  const { detect, looked } = detectorOf([])
  await searchFaces({ width: 250, height: 250 }, detect)
  expect(looked).toHaveLength(2)
})

it('wants more confidence on tiles than on the whole photo, and more still without a mesh', async () => {
  const large = [box<'working'>(600, 300, 400, 400)]
  const small = [box<'working'>(600, 300, 100, 100)]
  const photo = crowdPhoto
  expect(await searchFaces(photo, detectorOf(large, 0.49).detect)).toEqual([])
  expect(await searchFaces(photo, detectorOf(large, 0.55).detect)).toMatchObject([{ standsAlone: false }])
  expect(await searchFaces(photo, detectorOf(large, 0.7).detect)).toMatchObject([{ standsAlone: true }])
  expect(await searchFaces(photo, detectorOf(small, 0.55).detect)).toEqual([])
  expect(await searchFaces(photo, detectorOf(small, 0.7).detect)).toMatchObject([{ standsAlone: false }])
  expect(await searchFaces(photo, detectorOf(small, 0.85).detect)).toMatchObject([{ standsAlone: true }])
})

import { expect, it } from 'vitest'
import { generator } from '#domain/alignment/generator.ts'
import { idealFace } from '#domain/alignment/ideal-face.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import { cropOf } from './crops.ts'
import { explain, occludedCrops } from './explain.ts'

const size = { width: 260, height: 250 }
const draw = generator(1)
const noise = Uint8Array.from({ length: size.width * size.height * 3 }, () => 256 * draw())
const photo: SearchedPhoto = {
  ...size,
  raster: { ...size, channels: 3, data: noise },
  toSource: similarity(1, 0, 0, 0),
}
const face = idealFace(similarity(2, 0, 10, 10))
const reference = { procedure: 'landmarker-5pt', misalignment: null } as const

it('explains a face by its landmarks and its crop', () => {
  const { facts } = explain(photo, face, reference)
  expect(facts['inter-eye-distance']).toBeCloseTo(70.5, 1)
  expect(facts.roll).toBeCloseTo(0.3, 1)
  expect(facts.sharpness).toBeGreaterThan(0.5)
})

it('covers one patch a crop, and nothing for null', () => {
  const whole = cropOf(photo, face, reference)
  const changed = occludedCrops(photo, face, reference, [null, { x: 0, y: 0 }, { x: 96, y: 96 }]).map(({ data }) =>
    [...data.keys()].filter((i) => data[i] !== whole.data[i]).map((i) => Math.floor(i / 3)),
  )
  expect(changed[0]).toEqual([])
  expect(Math.max(...changed[1]!)).toBeLessThanOrEqual(15 * 112 + 15)
  expect(Math.min(...changed[2]!)).toBeGreaterThanOrEqual(96 * 112 + 96)
})

it('says what a face lacks', () => {
  const outer = { procedure: 'outer-eye-corners', misalignment: null } as const
  expect(() => explain(photo, { ...face, mesh: null }, outer)).toThrow(
    'The face lacks the right eye’s outer corner, left eye’s outer corner.',
  )
})

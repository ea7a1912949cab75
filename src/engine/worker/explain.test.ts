import { beforeAll, expect, it } from 'vitest'
import type { Face } from '#domain/alignment/face.ts'
import { box, point } from '#domain/geometry/point.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import { decodeFile } from '../../../bench/rescore/decode.ts'
import { cropOf } from './crops.ts'
import { explain, occludedCrops } from './explain.ts'

/** The astronaut, with landmarks set by hand. */
const face: Face = {
  photo: { width: 512, height: 512 },
  box: box(172, 72, 103, 103),
  confidence: 1,
  source: 'manual',
  landmarks: {
    rightEye: point(204, 110),
    leftEye: point(246, 111),
    noseTip: point(226, 134),
    mouthRight: point(209, 153),
    mouthLeft: point(242, 154),
  },
  keypoints: null,
  mesh: null,
}
const reference = { procedure: 'landmarker-5pt', misalignment: null } as const

let photo: SearchedPhoto
beforeAll(async () => {
  photo = await decodeFile('e2e/photos/astronaut.jpg')
})

it('explains a face by its crop', () => {
  const { facts } = explain(photo, face, reference)
  expect(facts['inter-eye-distance']).toBeCloseTo(42, 1)
  expect(facts.yaw).toBeNull()
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
  expect(() => explain(photo, face, outer)).toThrow(
    'The face lacks the right eye’s outer corner, left eye’s outer corner.',
  )
})

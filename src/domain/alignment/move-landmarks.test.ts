import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anySimilarity } from '../geometry/arbitraries.ts'
import { distance, point } from '../geometry/point.ts'
import { apply, scaleOf, similarity } from '../geometry/similarity.ts'
import { align, referenceOf, referenceSpec } from './align.ts'
import { type Face, fivePointNames } from './face.ts'
import { idealFace } from './ideal-face.ts'
import { interEyeDistance } from './inter-eye-distance.ts'
import { fivePointsOfKeypoints } from './mesh.ts'
import { moveLandmarks } from './move-landmarks.ts'

const face = idealFace(similarity<'crop', 'source'>(2, 0, 10, 10))

/** As where the landmarker found nothing: the detector's four points, off the template, and corners made up beside the mouth. */
const keypoints = { ...face.keypoints!, noseTip: point<'source'>(118, 150), mouthCentre: point<'source'>(126, 201) }
const detected: Face = {
  ...face,
  source: 'detector',
  landmarks: fivePointsOfKeypoints(keypoints),
  keypoints,
  mesh: null,
}

const part = fc.double({ min: -1, max: 1, noNaN: true })
const anyMoves = fc.record(Object.fromEntries(fivePointNames.map((name) => [name, fc.record({ x: part, y: part })])), {
  requiredKeys: [],
})

describe('moved landmarks', () => {
  it('move by fractions of the eye distance, and the others stay', () => {
    const unit = interEyeDistance(face.landmarks)
    const { rightEye, ...others } = face.landmarks
    expect(moveLandmarks(face, { rightEye: { x: 0.1, y: -0.2 } })).toEqual({
      ...face,
      source: 'manual',
      landmarks: { ...others, rightEye: point(rightEye.x + 0.1 * unit, rightEye.y - 0.2 * unit) },
    })
  })

  it('are the same face where nothing moves', () => {
    expect(moveLandmarks(face, {})).toBe(face)
    expect(moveLandmarks(face, { noseTip: { x: 0, y: 0 }, leftEye: { x: 0, y: -0 } })).toBe(face)
  })

  it('move in the face’s own measure, whatever its pose', () =>
    fc.assert(
      fc.property(anySimilarity<'crop', 'source'>(), anyMoves, (pose, moves) => {
        const before = idealFace(pose)
        const unit = interEyeDistance(before.landmarks)
        const after = moveLandmarks(before, moves)
        for (const name of fivePointNames) {
          const by = moves[name] ?? { x: 0, y: 0 }
          expect((after.landmarks[name].x - before.landmarks[name].x) / unit).toBeCloseTo(by.x, 6)
          expect((after.landmarks[name].y - before.landmarks[name].y) / unit).toBeCloseTo(by.y, 6)
        }
      }),
    ))

  it('take the detector’s points along where the reference reads those', () => {
    const unit = interEyeDistance(detected.landmarks)
    const half = { x: 0.1, y: -0.2 }
    const moved = moveLandmarks(detected, { leftEye: half, mouthLeft: half })
    expect(moved.keypoints!.leftEye).toEqual(point(keypoints.leftEye.x + 0.1 * unit, keypoints.leftEye.y - 0.2 * unit))
    expect(moved.keypoints!.rightEye).toEqual(keypoints.rightEye)
    expect(distance(moved.keypoints!.mouthCentre, keypoints.mouthCentre)).toBeCloseTo(0.5 * Math.hypot(0.1, 0.2) * unit)
  })

  it.each([
    ['landmarker', face],
    ['manual', { ...face, source: 'manual', keypoints: null, mesh: null } satisfies Face],
    ['detector', detected],
  ])('change the crop no more than they are large: %s', (_, before) => {
    const transformOf = (one: Face) => {
      const alignment = align(one, referenceSpec(one))
      return 'transform' in alignment ? alignment.transform : null
    }
    const still = transformOf(before)!
    const middle = before.landmarks.noseTip
    fc.assert(
      fc.property(anyMoves, fc.constantFrom(1e-2, 1e-3, 1e-6), (moves, size) => {
        const small = Object.fromEntries(
          Object.entries(moves).map(([name, move]) => [name, move && { x: move.x * size, y: move.y * size }]),
        )
        const after = moveLandmarks(before, small)
        expect(referenceOf(after)).toBe(referenceOf(before))
        const way = distance(apply(transformOf(after)!, middle), apply(still, middle))
        expect(way).toBeLessThanOrEqual(2 * size * interEyeDistance(before.landmarks) * scaleOf(still))
      }),
    )
  })
})

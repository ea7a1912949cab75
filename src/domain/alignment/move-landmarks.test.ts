import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anySimilarity } from '../geometry/arbitraries.ts'
import { point } from '../geometry/point.ts'
import { similarity } from '../geometry/similarity.ts'
import { fivePointNames } from './face.ts'
import { idealFace } from './ideal-face.ts'
import { interEyeDistance } from './inter-eye-distance.ts'
import { moveLandmarks } from './move-landmarks.ts'

const face = idealFace(similarity<'crop', 'source'>(2, 0, 10, 10))
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
})

import { describe, expect, it } from 'vitest'
import { distance, point } from '../geometry/point.ts'
import { similarity } from '../geometry/similarity.ts'
import { fivePointNames } from './face.ts'
import { idealFace } from './ideal-face.ts'
import { fivePointsOfKeypoints, fivePointsOfMesh, meshPoint } from './mesh.ts'

const face = idealFace(similarity(1.8, 0.7, 40, 25))

describe('the five points', () => {
  it('of a mesh with irises are those of the face', () => {
    const found = fivePointsOfMesh(Array.from({ length: 478 }, (_, index) => meshPoint(face.mesh!, index)))
    for (const name of fivePointNames) expect(distance(found[name], face.landmarks[name])).toBeLessThan(1e-4)
  })

  it('of a mesh without irises take the mean of the contour for the eye', () => {
    const mesh = Array.from({ length: 468 }, (_, i) => point<'source'>(i, 2 * i))
    const { rightEye, leftEye } = fivePointsOfMesh(mesh)
    // Means of the indices in FACEMESH_RIGHT_EYE and FACEMESH_LEFT_EYE of the Python package mediapipe 0.10.21.
    expect([rightEye.x, leftEye.x]).toEqual([143.8125, 371.75])
    expect([rightEye.y, leftEye.y]).toEqual([287.625, 743.5])
  })

  it('of something else are refused', () => {
    expect(() => fivePointsOfMesh([])).toThrow(RangeError)
  })

  it('of a detector put the mouth corners where the template has them', () => {
    const found = fivePointsOfKeypoints(face.keypoints!)
    expect(found.rightEye).toEqual(face.landmarks.rightEye)
    // The template's mouth is a hair's breadth from parallel to its eyes.
    expect(distance(found.mouthRight, face.landmarks.mouthRight)).toBeLessThan(0.1)
    expect(distance(found.mouthLeft, face.landmarks.mouthLeft)).toBeLessThan(0.1)
  })
})

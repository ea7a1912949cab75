import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anySimilarity } from '../geometry/arbitraries.ts'
import { point } from '../geometry/point.ts'
import { apply, similarity } from '../geometry/similarity.ts'
import { idealFace } from './ideal-face.ts'
import { arePlausible } from './plausibility.ts'

const { landmarks, keypoints } = idealFace(similarity(1, 0, 0, 0))

describe('arePlausible', () => {
  it('accepts a face of any size, turned in any way', () =>
    fc.assert(
      fc.property(anySimilarity<'crop', 'source'>(), (pose) => {
        const face = idealFace(pose)
        expect(arePlausible(face.landmarks, face.keypoints)).toBe(true)
      }),
    ))

  it('accepts a profile, whose eyes coincide', () => {
    const eye = point<'source'>(60, 52)
    expect(arePlausible({ ...landmarks, rightEye: eye, leftEye: eye }, null)).toBe(true)
  })

  it('refuses a face whose eyes changed sides, or whose nose is not between eyes and mouth', () => {
    const { rightEye, leftEye } = landmarks
    expect(arePlausible({ ...landmarks, rightEye: leftEye, leftEye: rightEye }, null)).toBe(false)
    expect(arePlausible({ ...landmarks, noseTip: point(56, 20) }, null)).toBe(false)
    expect(arePlausible({ ...landmarks, noseTip: point(56, 130) }, null)).toBe(false)
  })

  it('refuses what a witness sees elsewhere: upside down, or at another place', () => {
    for (const other of [
      similarity<'source', 'source'>(-1, 0, 112, 140),
      similarity<'source', 'source'>(1, 0, 25, 0),
    ]) {
      const witness = {
        rightEye: apply(other, keypoints!.rightEye),
        leftEye: apply(other, keypoints!.leftEye),
        noseTip: apply(other, keypoints!.noseTip),
        mouthCentre: apply(other, keypoints!.mouthCentre),
      }
      expect(arePlausible(landmarks, witness)).toBe(false)
    }
  })

  it('refuses points on one spot, and no points at all', () => {
    const spot = point<'source'>(5, 5)
    const all = { rightEye: spot, leftEye: spot, noseTip: spot, mouthRight: spot, mouthLeft: spot }
    expect(arePlausible(all, null)).toBe(false)
    expect(arePlausible({ ...landmarks, noseTip: point(Number.NaN, 0) }, null)).toBe(false)
  })
})

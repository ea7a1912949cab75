import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { align } from '#domain/alignment/align.ts'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import type { Face } from '#domain/alignment/face.ts'
import { noMisalignment } from '#domain/alignment/misalignment.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import { box, point } from '#domain/geometry/point.ts'
import { apply, rotationOf, type Similarity, scaleOf } from '#domain/geometry/similarity.ts'
import { faceCentre } from '#domain/geometry/template.ts'
import { conditions, defaultConditions, stabilityTransforms, transformOf } from './conditions.ts'
import type { FaceImage } from './face-set.ts'

const image: FaceImage = {
  file: 'astronaut.jpg',
  path: 'e2e/photos/astronaut.jpg',
  key: 'photos/astronaut.jpg',
  person: 'astronaut',
  view: null,
  landmarks: astronautFace.landmarks,
  box: box(29.5, 19.5, 50, 56),
  confidence: 1,
}

const conditionOf = (id: string) => conditions.find((condition) => condition.id === id)!
const cut = (id: string, face: Face | null = null, of: FaceImage = image) => transformOf(of, conditionOf(id), face)

const aligned = (face: Face, spec: Parameters<typeof align>[1]): Similarity<'source', 'crop'> => {
  const alignment = align(face, spec)
  if (!('transform' in alignment)) throw new Error(`It lacks ${alignment.missing}.`)
  return alignment.transform
}

describe('conditions', () => {
  it('have ids of their own, the default ones among them', () => {
    const ids = conditions.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining([...defaultConditions]))
  })

  it('proper is the set’s five points onto the template', () => {
    expect(cut('proper')).toEqual(aligned(astronautFace, { procedure: 'landmarker-5pt', misalignment: null }))
  })

  it('jitter takes its seed from the image, as distill/evaluate_val.py does', () => {
    const misalignment = { ...noMisalignment, jitter: 0.1, seed: crc32('evaluate/photos/astronaut.jpg') }
    expect(cut('jitter-10')).toEqual(aligned(astronautFace, { procedure: 'landmarker-5pt', misalignment }))
    expect(cut('jitter-10', null, { ...image, key: 'photos/another.jpg' })).not.toEqual(cut('jitter-10'))
  })

  it.each([
    ['rotation-minus-15', -15, 1, 0, 0],
    ['rotation-plus-15', 15, 1, 0, 0],
    ['scale-0.85', 0, 0.85, 0, 0],
    ['scale-1.15', 0, 1.15, 0, 0],
    ['shift-x-minus-8', 0, 1, -8.96, 0],
    ['shift-x-plus-8', 0, 1, 8.96, 0],
    ['shift-y-minus-8', 0, 1, 0, -8.96],
    ['shift-y-plus-8', 0, 1, 0, 8.96],
  ])('%s does what it says about the face’s centre', (id, degrees, factor, dx, dy) => {
    const before = cut('proper')!
    const after = cut(id)!
    expect(rotationOf(after) - rotationOf(before)).toBeCloseTo(degrees, 9)
    expect(scaleOf(after) / scaleOf(before)).toBeCloseTo(factor, 9)
    const centre = apply(before, point(226, 134))
    const moved = apply(after, point(226, 134))
    if (dx !== 0 || dy !== 0) {
      expect(moved.x - centre.x).toBeCloseTo(dx, 9)
      expect(moved.y - centre.y).toBeCloseTo(dy, 9)
    } else
      expect(Math.hypot(moved.x - faceCentre.x, moved.y - faceCentre.y)).toBeCloseTo(
        factor * Math.hypot(centre.x - faceCentre.x, centre.y - faceCentre.y),
        9,
      )
  })

  it('face-box brings the longer side of the bare box onto the crop, as distill/data/geometry.py, align_box', () => {
    // align_box((30, 20, 50, 56)) by hand: 112 / 56 and 55.5 − 2 × (30 + 25 − 0.5), 55.5 − 2 × (20 + 28 − 0.5).
    const { a, b, tx, ty } = cut('face-box')!
    expect(a).toBeCloseTo(2, 12)
    expect(b).toBeCloseTo(0, 12)
    expect(tx).toBeCloseTo(-53.5, 12)
    expect(ty).toBeCloseTo(-39.5, 12)
  })

  it('a procedure reads what MediaPipe found, and cannot be had without', () => {
    const found: Face = { ...astronautFace, box: box(100, 100, 50, 50) }
    expect(cut('procedure-face-box', found)).toEqual(aligned(found, { procedure: 'face-box', misalignment: null }))
    expect(cut('procedure-face-box')).toBeNull()
    expect(cut('procedure-dlib-chip', found)).toBeNull()
  })

  it('another detector’s reference falls back on its keypoints', () => {
    const { rightEye, leftEye, noseTip } = astronautFace.landmarks
    const keypoints = { rightEye, leftEye, noseTip, mouthCentre: point<'source'>(225, 153) }
    const detected: Face = {
      ...astronautFace,
      source: 'detector',
      keypoints: { ...keypoints, rightTragion: point(180, 120), leftTragion: point(270, 120) },
    }
    expect(cut('other-detector', detected)).toEqual(
      aligned(detected, { procedure: 'detector-keypoints', misalignment: null }),
    )
    expect(cut('other-detector', astronautFace)).toEqual(cut('proper'))
    expect(cut('other-detector')).toBeNull()
  })

  it('landmarks on one spot give no crop', () => {
    const spot = point<'source'>(5, 5)
    const landmarks = { rightEye: spot, leftEye: spot, noseTip: spot, mouthRight: spot, mouthLeft: spot }
    expect(cut('proper', null, { ...image, landmarks })).toBeNull()
  })
})

describe('stabilityTransforms', () => {
  it('are the proper one and the 24 of the protocol', () => {
    const wanted = [null, ...P24].map((misalignment) =>
      aligned(astronautFace, { procedure: 'landmarker-5pt', misalignment }),
    )
    expect(wanted).toHaveLength(25)
    expect(stabilityTransforms(image)).toEqual(wanted)
  })
})

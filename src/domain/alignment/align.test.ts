import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anySimilarity } from '../geometry/arbitraries.ts'
import { DegeneratePointsError } from '../geometry/fit-similarity.ts'
import { distance, point } from '../geometry/point.ts'
import { apply, compose, rotationOf, type Similarity, scaleOf, similarity } from '../geometry/similarity.ts'
import { arcFaceTemplate } from '../geometry/template.ts'
import { align, referenceOf } from './align.ts'
import { type Face, fivePointNames, listOf } from './face.ts'
import { idealFace } from './ideal-face.ts'
import { type Misalignment, noMisalignment } from './misalignment.ts'
import { type ProcedureId, procedures } from './procedures.ts'
import { P24 } from './protocols.ts'

function transformOf(face: Face, procedure: ProcedureId, misalignment: Misalignment | null = null) {
  const aligned = align(face, { procedure, misalignment })
  if ('missing' in aligned) throw new Error(`${procedure} lacks ${aligned.missing.join(', ')}`)
  return aligned.transform
}

const upright = (scale: number, tx = 0, ty = 0) => similarity<'crop', 'source'>(scale, 0, tx, ty)
const anyPose = anySimilarity<'crop', 'source'>()
/** How much a crop differs from the template's framing: the identity where it does not. */
const framing = (transform: Similarity<'source', 'crop'>, pose: Similarity<'crop', 'source'>) =>
  compose(transform, pose)

const ids = procedures.map(({ id }) => id)
const uprightOnly: readonly ProcedureId[] = ['face-box', 'face-box-tight', 'face-box-loose', 'centre-crop']
const turning = ids.filter((id) => !uprightOnly.includes(id))
const exact: readonly ProcedureId[] = ['landmarker-5pt', 'detector-keypoints', 'eyes-only', 'student']

describe('an ideal face', () => {
  it.each(exact)('lies on the template in any pose: %s', (id) =>
    fc.assert(
      fc.property(anyPose, (pose) => {
        const face = idealFace(pose)
        const transform = transformOf(face, id)
        for (const name of fivePointNames)
          expect(distance(apply(transform, face.landmarks[name]), arcFaceTemplate[name])).toBeLessThan(1e-4)
      }),
    ),
  )

  it.each(turning)('stands upright in the crop in any pose: %s', (id) =>
    fc.assert(
      fc.property(anyPose, (pose) => {
        const face = idealFace(pose)
        expectInside(face, id)
        expect(Math.abs(rotationOf(framing(transformOf(face, id), pose)))).toBeLessThan(1)
      }),
    ),
  )

  it.each(uprightOnly)('that is upright stays upright, in the crop: %s', (id) =>
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 20, noNaN: true }), (scale) => {
        const face = idealFace(upright(scale))
        expectInside(face, id)
        expect(rotationOf(transformOf(face, id))).toBeCloseTo(0)
      }),
    ),
  )

  function expectInside(face: Face, id: ProcedureId) {
    for (const p of listOf(face.landmarks)) {
      const { x, y } = apply(transformOf(face, id), p)
      expect(Math.min(x, y), id).toBeGreaterThan(10)
      expect(Math.max(x, y), id).toBeLessThan(102)
    }
  }
})

describe('the framing of an ideal face', () => {
  // Size against the template's, worked out from where each procedure puts its landmarks.
  it.each([
    ['outer-eye-corners', 0.8, 0.95],
    ['face-box', 1, 1],
    ['face-box-tight', 112 / 93, 112 / 93],
    ['face-box-loose', 112 / 93 / 1.5, 112 / 93 / 1.5],
    ['dlib-chip', 0.95, 1.15],
    ['ffhq', 0.7, 0.8],
  ] as const)('%s', (id, least, most) => {
    const pose = upright(3, 50, 20)
    const size = scaleOf(framing(transformOf(idealFace(pose), id), pose))
    expect(size).toBeGreaterThanOrEqual(least - 1e-9)
    expect(size).toBeLessThanOrEqual(most + 1e-9)
  })

  it('face-box keeps the template’s place too', () => {
    const pose = upright(3, 50, 20)
    const { a, tx, ty } = framing(transformOf(idealFace(pose), 'face-box'), pose)
    expect([a, tx, ty]).toEqual([1, 0, 0].map((value) => expect.closeTo(value, 9)))
  })
})

describe('against other implementations', () => {
  const face = idealFace(upright(1))

  it('ffhq cuts the quad of recreate_aligned_images', () => {
    const landmarks = {
      rightEye: point<'source'>(91.3, 122.8),
      leftEye: point<'source'>(150.9, 119.2),
      noseTip: point<'source'>(121.7, 158.4),
      mouthRight: point<'source'>(98.6, 186.1),
      mouthLeft: point<'source'>(148.2, 183.9),
    }
    const transform = transformOf({ ...face, landmarks }, 'ffhq')
    // Its lines, run with numpy 1.26.4 on these landmarks: top left, bottom left, bottom right, top right.
    const quad = [
      [-3.6452867548091206, 13.812422771883902, -0.5, -0.5],
      [7.742422771883895, 252.3752867548091, -0.5, 111.5],
      [246.30528675480912, 240.9875772281161, 111.5, 111.5],
      [234.9175772281161, 2.424713245190887, 111.5, -0.5],
    ] as const
    for (const [x, y, cropX, cropY] of quad)
      expect(distance(apply(transform, point(x, y)), point(cropX, cropY))).toBeLessThan(1e-9)
  })

  it('dlib-chip cuts dlib’s chip', () => {
    const mesh = face.mesh!.slice()
    const parts = { 263: [170, 120], 362: [146, 123], 33: [84, 126], 133: [110, 127], 2: [128, 172] } as const
    for (const [index, [x, y]] of Object.entries(parts)) mesh.set([x, y], 2 * Number(index))
    const transform = transformOf({ ...face, mesh }, 'dlib-chip')
    // dlib 20.0.1, get_face_chip(size=112, padding=0.25) of a ramp: what its chip shows at a pixel is where that comes from.
    const seen = [
      [86, 103, 30, 20],
      [130, 157, 56, 56],
      [188, 223, 90, 100],
    ] as const
    for (const [x, y, cropX, cropY] of seen)
      expect(distance(apply(transform, point(x, y)), point(cropX, cropY))).toBeLessThan(1)
  })

  it('ofiq looks midway between the corners of an eye, not at its iris', () => {
    const { rightEye, leftEye } = arcFaceTemplate
    const mesh = face.mesh!.slice()
    const corners = {
      33: [rightEye, -8, 3],
      133: [rightEye, 8, -3],
      362: [leftEye, -9, 2],
      263: [leftEye, 9, -2],
    } as const
    for (const [index, [eye, x, y]] of Object.entries(corners)) mesh.set([eye.x + x, eye.y + y], 2 * Number(index))
    const landmarks = { ...face.landmarks, rightEye: point<'source'>(30, 40), leftEye: point<'source'>(80, 60) }
    const { a, b, tx, ty } = transformOf({ ...face, landmarks, mesh }, 'ofiq')
    expect([a, b, tx, ty]).toEqual([1, 0, 0, 0].map((value) => expect.closeTo(value, 4)))
  })

  it('centre-crop takes the middle square', () => {
    const transform = transformOf({ ...face, photo: { width: 300, height: 200 } }, 'centre-crop')
    // Pixel edges: the square reaches from x = 50 to 250, y = 0 to 200.
    expect(distance(apply(transform, point(49.5, -0.5)), point(-0.5, -0.5))).toBeLessThan(1e-9)
    expect(distance(apply(transform, point(249.5, 199.5)), point(111.5, 111.5))).toBeLessThan(1e-9)
  })
})

describe('jitter', () => {
  const face = idealFace(upright(2, 10, 10))

  it.each(ids.filter((id) => id !== 'centre-crop'))('moves %s, the same way for the same seed', (id) => {
    const jittered = (seed: number) => transformOf(face, id, { ...noMisalignment, jitter: 0.2, seed })
    expect(jittered(1)).toEqual(jittered(1))
    expect(jittered(1)).not.toEqual(jittered(2))
    expect(jittered(1)).not.toEqual(transformOf(face, id))
  })

  it('leaves the centre crop, which looks at no landmark', () => {
    expect(transformOf(face, 'centre-crop', P24[0])).toEqual(transformOf(face, 'centre-crop'))
  })

  it('leaves the face itself as it was', () => {
    const before = structuredClone(face)
    transformOf(face, 'landmarker-5pt', P24[9])
    expect(face).toEqual(before)
  })
})

describe('what is missing', () => {
  const whole = idealFace(upright(1))
  const noMesh: Face = { ...whole, mesh: null }
  const detected: Face = { ...noMesh, source: 'detector' }
  const manual: Face = { ...noMesh, source: 'manual', keypoints: null }
  const { selfAligned: _, ...unasked } = whole

  it.each([
    ['landmarker-5pt', detected, ['right mouth corner', 'left mouth corner']],
    [
      'detector-keypoints',
      manual,
      ['the detector’s right eye', 'the detector’s left eye', 'the detector’s nose tip', 'the detector’s mouth'],
    ],
    ['outer-eye-corners', noMesh, ['right eye’s outer corner', 'left eye’s outer corner']],
    ['student', unasked, ['student’s own alignment']],
  ] as const)('is named: %s', (procedure, face, missing) => {
    expect(align(face, { procedure, misalignment: null })).toEqual({ missing })
  })

  it('never stops the reference', () => {
    expect([whole, detected, manual].map(referenceOf)).toEqual([
      'landmarker-5pt',
      'detector-keypoints',
      'landmarker-5pt',
    ])
    for (const face of [whole, detected, manual]) expect(() => transformOf(face, referenceOf(face))).not.toThrow()
  })

  it('stops only what needs it', () => {
    const works = (face: Face) =>
      ids.filter((procedure) => 'transform' in align(face, { procedure, misalignment: null }))
    expect(works(whole)).toEqual(ids)
    expect(works(detected)).toEqual([
      'detector-keypoints',
      'eyes-only',
      'face-box',
      'face-box-tight',
      'face-box-loose',
      'ffhq',
      'centre-crop',
      'student',
    ])
    expect(works(unasked)).toEqual(ids.filter((id) => id !== 'student'))
  })
})

it('a face on one spot cannot be aligned', () => {
  const face = idealFace(upright(1))
  const spot = point<'source'>(5, 5)
  const landmarks = { rightEye: spot, leftEye: spot, noseTip: spot, mouthRight: spot, mouthLeft: spot }
  for (const procedure of ['landmarker-5pt', 'eyes-only', 'ffhq'] as const)
    expect(() => align({ ...face, landmarks }, { procedure, misalignment: null })).toThrow(DegeneratePointsError)
})

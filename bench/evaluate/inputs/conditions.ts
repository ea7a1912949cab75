import { crc32 } from 'node:zlib'
import { align, referenceOf } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import { type Misalignment, noMisalignment } from '#domain/alignment/misalignment.ts'
import { type ProcedureId, procedures } from '#domain/alignment/procedures.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import { DegeneratePointsError } from '#domain/geometry/fit-similarity.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import type { FaceImage } from './face-set.ts'

/** A way to cut the crop of each image. Plain data, so that a cache can be keyed by it. */
export interface Condition {
  /** Kebab-case and stable: files and commands name it. */
  readonly id: string
  readonly label: string
  /** Whose landmarks: the set's own, or those that MediaPipe finds in the clean image, which takes a browser. */
  readonly landmarks: 'set' | 'mediapipe'
  /** `reference`: the face's own, of MediaPipe's mesh or, without one, of its detector's keypoints. */
  readonly procedure: ProcedureId | 'reference'
  /** On top of the procedure. A jitter has for its seed one of the image's own, whatever is named here. */
  readonly misalignment: Misalignment | null
}

const moved = (id: string, label: string, change: Partial<Misalignment>): Condition => ({
  id,
  label,
  landmarks: 'set',
  procedure: 'landmarker-5pt',
  misalignment: { ...noMisalignment, ...change },
})

const proper: Condition = {
  id: 'proper',
  label: 'Proper',
  landmarks: 'set',
  procedure: 'landmarker-5pt',
  misalignment: null,
}

/**
 * Every condition, in the order in which people see them; `proper`, with the set's own five points onto the template,
 * comes first.
 */
export const conditions: readonly Condition[] = [
  proper,
  moved('jitter-5', 'Jitter 5%', { jitter: 0.05 }),
  moved('jitter-10', 'Jitter 10%', { jitter: 0.1 }),
  moved('jitter-20', 'Jitter 20%', { jitter: 0.2 }),
  moved('rotation-minus-15', 'Rotation −15°', { rotation: -15 }),
  moved('rotation-plus-15', 'Rotation +15°', { rotation: 15 }),
  moved('scale-0.85', 'Scale 0.85', { scale: 0.85 }),
  moved('scale-1.15', 'Scale 1.15', { scale: 1.15 }),
  moved('shift-x-minus-8', 'Shift x −8%', { shiftX: -0.08 }),
  moved('shift-x-plus-8', 'Shift x +8%', { shiftX: 0.08 }),
  moved('shift-y-minus-8', 'Shift y −8%', { shiftY: -0.08 }),
  moved('shift-y-plus-8', 'Shift y +8%', { shiftY: 0.08 }),
  {
    id: 'face-box',
    label: 'Face box',
    landmarks: 'set',
    // The box of the sets' detector, YuNet, is as large as the crop where its face is properly aligned: medians of its longer
    // side are 102 to 110 pixels. MediaPipe's is smaller, which the procedure `face-box` makes up for.
    procedure: 'face-box-tight',
    misalignment: null,
  },
  {
    id: 'other-detector',
    label: 'Other detector',
    landmarks: 'mediapipe',
    procedure: 'reference',
    misalignment: null,
  },
  ...procedures.map(
    ({ id, label }): Condition => ({
      id: `procedure-${id}`,
      label,
      landmarks: 'mediapipe',
      procedure: id,
      misalignment: null,
    }),
  ),
]

export const defaultConditions: readonly string[] = ['proper', 'jitter-10', 'jitter-20', 'face-box']

/**
 * Where a condition cuts an image, whatever its degradation: landmarks are those of the clean picture.
 * @param face  what MediaPipe found in the clean image; null where it found nothing or was not asked
 * @returns     null where the condition cannot be had of this face
 */
export function transformOf(
  image: FaceImage,
  condition: Condition,
  face: Face | null,
): Similarity<'source', 'crop'> | null {
  const found = condition.landmarks === 'set' ? faceOf(image) : face
  if (!found) return null
  const procedure = condition.procedure === 'reference' ? referenceOf(found) : condition.procedure
  const { misalignment } = condition
  return transform(found, procedure, misalignment?.jitter ? { ...misalignment, seed: seedOf(image) } : misalignment)
}

/** As in distill/evaluate_val.py, so that both cut the same crops. */
const seedOf = ({ key }: FaceImage) => crc32(`evaluate/${key}`)

/** The proper alignment with a misalignment on top; null as for `transformOf`. */
export const misalignedTransform = (image: FaceImage, misalignment: Misalignment) =>
  transform(faceOf(image), 'landmarker-5pt', misalignment)

/** The proper alignment, and then the 24 misalignments of the stability protocol on top; null as for `transformOf`. */
export function stabilityTransforms(image: FaceImage): readonly (Similarity<'source', 'crop'> | null)[] {
  const face = faceOf(image)
  return [null, ...P24].map((misalignment) => transform(face, 'landmarker-5pt', misalignment))
}

function transform(face: Face, procedure: ProcedureId, misalignment: Misalignment | null) {
  try {
    const alignment = align(face, { procedure, misalignment })
    return 'transform' in alignment ? alignment.transform : null
  } catch (thrown) {
    if (thrown instanceof DegeneratePointsError) return null
    throw thrown
  }
}

/** The face as the set has it. The photo's size, which only the centre crop asks for, is not known without decoding it. */
const faceOf = ({ landmarks, box, confidence }: FaceImage): Face => ({
  photo: { width: 1, height: 1 },
  box,
  confidence,
  source: 'manual',
  landmarks,
  keypoints: null,
  mesh: null,
})

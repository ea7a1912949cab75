import { point } from './point.ts'

/** Side of a crop in pixels. */
export const cropSize = 112 as const

/**
 * Where ArcFace wants the five landmarks, in crop pixels.
 * @see Deng et al. 2019, arXiv:1801.07698; the numbers are those of insightface, `utils/face_align.py`
 */
export const arcFaceTemplate = {
  rightEye: point<'crop'>(38.2946, 51.6963),
  leftEye: point<'crop'>(73.5318, 51.5014),
  noseTip: point<'crop'>(56.0252, 71.7366),
  mouthRight: point<'crop'>(41.5493, 92.3655),
  mouthLeft: point<'crop'>(70.7299, 92.2041),
} as const

/** The middle of the template's face, about which misalignments turn and scale. */
export const faceCentre = point<'crop'>(56, 72)

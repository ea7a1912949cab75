import type { Box, Point, Space } from '../geometry/point.ts'
import type { Similarity } from '../geometry/similarity.ts'
import type { Mesh } from './mesh.ts'

/** Five landmarks in template order. Right is the person's right, so the viewer's left. */
export interface FivePoints<S extends Space = 'source'> {
  readonly rightEye: Point<S>
  readonly leftEye: Point<S>
  readonly noseTip: Point<S>
  readonly mouthRight: Point<S>
  readonly mouthLeft: Point<S>
}

/** The five in template order, the order of every list and file of them. */
export const fivePointNames = ['rightEye', 'leftEye', 'noseTip', 'mouthRight', 'mouthLeft'] as const
export type FivePointName = (typeof fivePointNames)[number]

export const listOf = <S extends Space>(points: FivePoints<S>): readonly Point<S>[] =>
  fivePointNames.map((name) => points[name])

/** Those of a detector's keypoints that lie in the face. */
export interface FacialKeypoints<S extends Space = 'source'> {
  readonly rightEye: Point<S>
  readonly leftEye: Point<S>
  readonly noseTip: Point<S>
  readonly mouthCentre: Point<S>
}

/** The six keypoints of MediaPipe's FaceDetector. */
export interface DetectorKeypoints<S extends Space = 'source'> extends FacialKeypoints<S> {
  readonly rightTragion: Point<S>
  readonly leftTragion: Point<S>
}

/** Where a face's five points come from; `manual` means that a person set them. */
export type LandmarkSource = 'landmarker' | 'detector' | 'manual'

/** One face of a photo: plain values in source pixels, enough for every alignment procedure. */
export interface Face {
  readonly photo: { readonly width: number; readonly height: number }
  /** The detector's box. */
  readonly box: Box<'source'>
  /** The detector's confidence, ∈ [0, 1]. */
  readonly confidence: number
  readonly source: LandmarkSource
  /** FaceDetector has one mouth centre; its two corners are then placed beside it, which `source: 'detector'` tells. */
  readonly landmarks: FivePoints
  /** FaceDetector's keypoints; null where a person marked the face. */
  readonly keypoints: DetectorKeypoints | null
  /** FaceLandmarker's 478 points; null where it found nothing. */
  readonly mesh: Mesh | null
  /**
   * How the student cuts it by itself, starting from the box; absent where it was not asked, or does not find that out.
   */
  readonly selfAligned?: Similarity<'source', 'crop'>
  /** Whether the five points are implausible, so that its scores are too. */
  readonly isDoubtful?: boolean
}

import type { Face } from '#domain/alignment/face.ts'
import { fivePointsOfKeypoints, fivePointsOfMesh, toMesh } from '#domain/alignment/mesh.ts'
import { box, point } from '#domain/geometry/point.ts'
import { apply, type Similarity, scaleOf } from '#domain/geometry/similarity.ts'
import type { ConfirmedFace } from './confirm.ts'
import { namedKeypoints } from './detection.ts'
import type { PhotoSize } from './view.ts'

/**
 * A face in source pixels. Where FaceLandmarker found nothing the detector's keypoints have to do.
 * @param photo  size of the photo in source pixels
 */
export function toFace(
  photo: PhotoSize,
  toSource: Similarity<'working', 'source'>,
  { detection, mesh, isDoubtful }: Pick<ConfirmedFace, 'detection' | 'mesh' | 'isDoubtful'>,
): Face {
  const corner = apply(toSource, point<'working'>(detection.box.x, detection.box.y))
  const scale = scaleOf(toSource)
  const keypoints = namedKeypoints(detection.keypoints.map((keypoint) => apply(toSource, keypoint)))
  const sourceMesh = mesh?.map((each) => apply(toSource, each)) ?? null
  return {
    photo: { width: photo.width, height: photo.height },
    box: box(corner.x, corner.y, detection.box.width * scale, detection.box.height * scale),
    confidence: detection.confidence,
    source: sourceMesh ? 'landmarker' : 'detector',
    landmarks: sourceMesh ? fivePointsOfMesh(sourceMesh) : fivePointsOfKeypoints(keypoints),
    keypoints,
    mesh: sourceMesh && toMesh(sourceMesh),
    ...(isDoubtful && { isDoubtful }),
  }
}

import type { DetectorKeypoints, Face } from '#domain/alignment/face.ts'
import { fivePointsOfKeypoints, fivePointsOfMesh, toMesh } from '#domain/alignment/mesh.ts'
import { box, type Point, point } from '#domain/geometry/point.ts'
import { apply, type Similarity, scaleOf } from '#domain/geometry/similarity.ts'
import type { Detection } from './detection.ts'
import type { PhotoSize } from './view.ts'

/**
 * A face in source pixels.
 * @param photo  size of the photo in source pixels
 * @param mesh   FaceLandmarker's points; null where it found nothing, so that the detector's keypoints have to do
 */
export function toFace(
  photo: PhotoSize,
  toSource: Similarity<'working', 'source'>,
  detection: Detection,
  mesh: readonly Point<'working'>[] | null,
): Face {
  const corner = apply(toSource, point<'working'>(detection.box.x, detection.box.y))
  const scale = scaleOf(toSource)
  const keypoints = keypointsOf(detection.keypoints.map((keypoint) => apply(toSource, keypoint)))
  const sourceMesh = mesh?.map((each) => apply(toSource, each)) ?? null
  return {
    photo: { width: photo.width, height: photo.height },
    box: box(corner.x, corner.y, detection.box.width * scale, detection.box.height * scale),
    confidence: detection.confidence,
    source: sourceMesh ? 'landmarker' : 'detector',
    landmarks: sourceMesh ? fivePointsOfMesh(sourceMesh) : fivePointsOfKeypoints(keypoints),
    keypoints,
    mesh: sourceMesh && toMesh(sourceMesh),
  }
}

/** FaceDetector's keypoints come in this order. */
function keypointsOf(points: readonly Point<'source'>[]): DetectorKeypoints {
  const [rightEye, leftEye, noseTip, mouthCentre, rightTragion, leftTragion] = points
  return {
    rightEye: rightEye!,
    leftEye: leftEye!,
    noseTip: noseTip!,
    mouthCentre: mouthCentre!,
    rightTragion: rightTragion!,
    leftTragion: leftTragion!,
  }
}

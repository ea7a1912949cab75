import { type Point, point } from '../geometry/point.ts'
import type { DetectorKeypoints, FivePoints } from './face.ts'

/**
 * Points of MediaPipe's 478-point face mesh. Right is the person's right.
 * @see mediapipe/modules/face_geometry/data/canonical_face_model_uv_visualization.png
 */
export const meshIndex = {
  rightEyeOuterCorner: 33,
  rightEyeInnerCorner: 133,
  leftEyeInnerCorner: 362,
  leftEyeOuterCorner: 263,
  noseTip: 1,
  noseBase: 2,
  mouthRight: 61,
  mouthLeft: 291,
  rightIris: 468,
  leftIris: 473,
} as const

/** The sixteen points around each eye. */
const rightEyeContour = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246]
const leftEyeContour = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466]

/**
 * The five points of a face mesh: irises, nose tip, mouth corners. Where the mesh has no irises (468 points), the mean
 * of an eye's contour is a better centre than the middle of its corners.
 */
export function fivePointsOfMesh(mesh: readonly Point<'source'>[]): FivePoints {
  const at = (index: number) => {
    const found = mesh[index]
    if (!found) throw new RangeError(`A face mesh of ${mesh.length} points has no point ${index}.`)
    return found
  }
  return {
    rightEye: mesh[meshIndex.rightIris] ?? mean(rightEyeContour.map(at)),
    leftEye: mesh[meshIndex.leftIris] ?? mean(leftEyeContour.map(at)),
    noseTip: at(meshIndex.noseTip),
    mouthRight: at(meshIndex.mouthRight),
    mouthLeft: at(meshIndex.mouthLeft),
  }
}

/** Half the template's mouth width over the distance of its eyes. */
const mouthReach = 0.414

/**
 * The five points of a detector's keypoints. Its mouth is one point: the corners are placed beside it, along the line of
 * the eyes, as far apart as the template has them.
 */
export function fivePointsOfKeypoints(keypoints: DetectorKeypoints): FivePoints {
  const { rightEye, leftEye, noseTip, mouthCentre } = keypoints
  const x = (leftEye.x - rightEye.x) * mouthReach
  const y = (leftEye.y - rightEye.y) * mouthReach
  return {
    rightEye,
    leftEye,
    noseTip,
    mouthRight: point(mouthCentre.x - x, mouthCentre.y - y),
    mouthLeft: point(mouthCentre.x + x, mouthCentre.y + y),
  }
}

function mean(points: readonly Point<'source'>[]): Point<'source'> {
  const sum = points.reduce((total, p) => point(total.x + p.x, total.y + p.y), point<'source'>(0, 0))
  return point(sum.x / points.length, sum.y / points.length)
}

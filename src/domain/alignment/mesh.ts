import { distance, type Point, point, type Space } from '../geometry/point.ts'
import { arcFaceTemplate } from '../geometry/template.ts'
import type { FacialKeypoints, FivePoints } from './face.ts'

/**
 * Points of MediaPipe's 478-point face mesh. Right is the person's right, so the viewer's left.
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
  rightEyeUpperLid: 159,
  rightEyeLowerLid: 145,
  leftEyeUpperLid: 386,
  leftEyeLowerLid: 374,
  /** Where the lips meet when the mouth is closed. */
  upperLipInside: 13,
  lowerLipInside: 14,
  forehead: 10,
  noseBridge: 168,
  /** Where the cheek turns to the ear. */
  rightEdge: 234,
  leftEdge: 454,
  chin: 152,
} as const

export type MeshPointName = keyof typeof meshIndex

/**
 * FaceLandmarker's points in source pixels, as x, y, x, y, …: a face crosses to the engine with each call, and as objects
 * they would be most of what crosses.
 */
export type Mesh = Float32Array

export const toMesh = (points: readonly Point<'source'>[]): Mesh =>
  Float32Array.from(points.flatMap(({ x, y }) => [x, y]))

/** @param index  as in meshIndex */
export const meshPoint = (mesh: Mesh, index: number): Point<'source'> => point(mesh[2 * index]!, mesh[2 * index + 1]!)

/** The sixteen points around each eye. */
const rightEyeContour = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246]
const leftEyeContour = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466]

/**
 * The five points of a face mesh: irises, nose tip, mouth corners. Where the mesh has no irises (468 points), the mean
 * of an eye's contour stands in, which is nearer than the middle of its corners.
 * @throws RangeError where the mesh has fewer than 468 points
 */
export function fivePointsOfMesh<S extends Space>(mesh: readonly Point<S>[]): FivePoints<S> {
  if (mesh.length < 468) throw new RangeError(`A face mesh has 468 or 478 points, not ${mesh.length}.`)
  const at = (index: number) => mesh[index]!
  return {
    rightEye: mesh[meshIndex.rightIris] ?? mean(rightEyeContour.map(at)),
    leftEye: mesh[meshIndex.leftIris] ?? mean(leftEyeContour.map(at)),
    noseTip: at(meshIndex.noseTip),
    mouthRight: at(meshIndex.mouthRight),
    mouthLeft: at(meshIndex.mouthLeft),
  }
}

/** From the mouth's middle to a corner, as a share of the distance between the eyes. */
const mouthReach =
  distance(arcFaceTemplate.mouthRight, arcFaceTemplate.mouthLeft) /
  distance(arcFaceTemplate.rightEye, arcFaceTemplate.leftEye) /
  2

/**
 * The five points of a detector's keypoints. Its mouth is one point: the corners are placed beside it, parallel to the
 * eyes and as wide as in the template.
 */
export function fivePointsOfKeypoints<S extends Space>({
  rightEye,
  leftEye,
  noseTip,
  mouthCentre,
}: FacialKeypoints<S>): FivePoints<S> {
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

function mean<S extends Space>(points: readonly Point<S>[]): Point<S> {
  const of = (axis: 'x' | 'y') => points.reduce((sum, p) => sum + p[axis], 0) / points.length
  return point(of('x'), of('y'))
}

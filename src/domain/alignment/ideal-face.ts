import { box, midpoint, type Point, point } from '../geometry/point.ts'
import { apply, invert, type Similarity, scaleOf } from '../geometry/similarity.ts'
import { arcFaceTemplate } from '../geometry/template.ts'
import type { Face } from './face.ts'
import { type MeshPointName, meshIndex, toMesh } from './mesh.ts'

/** The template's landmarks, and where others lie about a face that fits it. */
const averageMesh: Readonly<Record<MeshPointName, Point<'crop'>>> = {
  rightEyeOuterCorner: point(28.5, 52.5),
  rightEyeInnerCorner: point(47, 53),
  leftEyeInnerCorner: point(65, 53),
  leftEyeOuterCorner: point(83.5, 52.3),
  noseTip: arcFaceTemplate.noseTip,
  noseBase: point(56, 78.5),
  mouthRight: arcFaceTemplate.mouthRight,
  mouthLeft: arcFaceTemplate.mouthLeft,
  rightIris: arcFaceTemplate.rightEye,
  leftIris: arcFaceTemplate.leftEye,
  rightEyeUpperLid: point(38.2, 48.8),
  rightEyeLowerLid: point(38.2, 54),
  leftEyeUpperLid: point(73.8, 48.8),
  leftEyeLowerLid: point(73.8, 54),
  upperLipInside: point(56, 91),
  lowerLipInside: point(56, 91.5),
  forehead: point(56, 9),
  noseBridge: point(56, 48),
  rightEdge: point(6.5, 66),
  leftEdge: point(105.5, 66),
  chin: point(56, 122),
}

/**
 * For tests: a face that fits the template exactly.
 * @param pose  from crop pixels to the photo; the photo is as large as the crop is in it
 */
export function idealFace(pose: Similarity<'crop', 'source'>): Face {
  const at = (p: Point<'crop'>) => apply(pose, p)
  const size = scaleOf(pose)
  const mesh = Array.from({ length: 478 }, () => at(point(56, 72)))
  for (const name of Object.keys(averageMesh) as MeshPointName[]) mesh[meshIndex[name]] = at(averageMesh[name])
  const middle = at(point(56, 68))
  return {
    photo: { width: 112 * size, height: 112 * size },
    box: box(middle.x - 46.5 * size, middle.y - 46.5 * size, 93 * size, 93 * size),
    confidence: 0.9,
    source: 'landmarker',
    landmarks: {
      rightEye: at(arcFaceTemplate.rightEye),
      leftEye: at(arcFaceTemplate.leftEye),
      noseTip: at(arcFaceTemplate.noseTip),
      mouthRight: at(arcFaceTemplate.mouthRight),
      mouthLeft: at(arcFaceTemplate.mouthLeft),
    },
    keypoints: {
      rightEye: at(arcFaceTemplate.rightEye),
      leftEye: at(arcFaceTemplate.leftEye),
      noseTip: at(arcFaceTemplate.noseTip),
      mouthCentre: at(midpoint(arcFaceTemplate.mouthRight, arcFaceTemplate.mouthLeft)),
      rightTragion: at(point(10, 60)),
      leftTragion: at(point(102, 60)),
    },
    mesh: toMesh(mesh),
    selfAligned: invert(pose),
  }
}

import { type Point, point } from '../geometry/point.ts'
import { type Face, type FivePointName, fivePointNames } from './face.ts'
import { interEyeDistance } from './inter-eye-distance.ts'

/** How far landmarks move, to the right and down; those that are not named stay. */
export type LandmarkMoves = Partial<Readonly<Record<FivePointName, { readonly x: number; readonly y: number }>>>

/**
 * A face whose five points a person moved. The reference procedure stays the same and sees the moves, so that a small
 * move changes the crop a little and none leaves it alone: where that procedure reads the detector's keypoints, they
 * move along, the mouth's one point with the mean of its two corners, as in a jitter. What else was seen of the face
 * stays, so a procedure that looks at the mesh alone does not follow.
 * @param moves  fractions of the inter-eye distance of the face as given
 * @returns      the face itself where nothing moves
 */
export function moveLandmarks(face: Face, moves: LandmarkMoves): Face {
  const unit = interEyeDistance(face.landmarks)
  const moved = (from: Point<'source'>, ...names: FivePointName[]) => {
    const mean = (axis: 'x' | 'y') => names.reduce((sum, name) => sum + (moves[name]?.[axis] ?? 0), 0) / names.length
    return point<'source'>(from.x + mean('x') * unit, from.y + mean('y') * unit)
  }
  if (!fivePointNames.some((name) => moves[name]?.x || moves[name]?.y)) return face
  const { landmarks, keypoints, source } = face
  const five = {
    rightEye: moved(landmarks.rightEye, 'rightEye'),
    leftEye: moved(landmarks.leftEye, 'leftEye'),
    noseTip: moved(landmarks.noseTip, 'noseTip'),
    mouthRight: moved(landmarks.mouthRight, 'mouthRight'),
    mouthLeft: moved(landmarks.mouthLeft, 'mouthLeft'),
  }
  if (source !== 'detector' || !keypoints) return { ...face, source: 'manual', landmarks: five }
  const seen = {
    ...keypoints,
    rightEye: moved(keypoints.rightEye, 'rightEye'),
    leftEye: moved(keypoints.leftEye, 'leftEye'),
    noseTip: moved(keypoints.noseTip, 'noseTip'),
    mouthCentre: moved(keypoints.mouthCentre, 'mouthRight', 'mouthLeft'),
  }
  return { ...face, landmarks: five, keypoints: seen }
}

import { point } from '../geometry/point.ts'
import { type Face, type FivePointName, fivePointNames } from './face.ts'
import { interEyeDistance } from './inter-eye-distance.ts'

/** How far landmarks move, to the right and down; those that are not named stay. */
export type LandmarkMoves = Partial<Readonly<Record<FivePointName, { readonly x: number; readonly y: number }>>>

/**
 * A face whose five points a person moved. Mesh and keypoints stay as they were seen, so a procedure that looks at those
 * alone does not follow.
 * @param moves  fractions of the inter-eye distance of the face as given
 * @returns      the face itself where nothing moves
 */
export function moveLandmarks(face: Face, moves: LandmarkMoves): Face {
  const unit = interEyeDistance(face.landmarks)
  const landmarks = { ...face.landmarks }
  for (const name of fivePointNames) {
    const { x, y } = moves[name] ?? { x: 0, y: 0 }
    if (x !== 0 || y !== 0) landmarks[name] = point(landmarks[name].x + x * unit, landmarks[name].y + y * unit)
  }
  const moved = fivePointNames.some((name) => landmarks[name] !== face.landmarks[name])
  return moved ? { ...face, source: 'manual', landmarks } : face
}

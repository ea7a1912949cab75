import { distance, midpoint, type Space } from '../geometry/point.ts'
import type { FacialKeypoints, FivePoints } from './face.ts'
import { interEyeDistance } from './inter-eye-distance.ts'

/** Of the way from eyes to mouth: beyond these no nose lies, however the head is turned. */
const noseRange = [-0.3, 1.2] as const
/** How far eyes may have changed sides, as a share of the way from eyes to mouth squared: those of a profile coincide. */
const swapped = -0.2
/** Mean distance between landmarks and a witness, in inter-eye distances, from which one of the two is wrong. */
const mostDisagreement = 0.5

/**
 * Whether five landmarks can be those of one face: the nose between eyes and mouth, the right eye right of the left one, and,
 * where there is a witness, about where that one sees them.
 */
export function arePlausible<S extends Space>(points: FivePoints<S>, witness: FacialKeypoints<S> | null): boolean {
  const eyes = midpoint(points.rightEye, points.leftEye)
  const mouth = midpoint(points.mouthRight, points.mouthLeft)
  const down = { x: mouth.x - eyes.x, y: mouth.y - eyes.y }
  const across = { x: points.leftEye.x - points.rightEye.x, y: points.leftEye.y - points.rightEye.y }
  const squared = down.x ** 2 + down.y ** 2
  const nose = ((points.noseTip.x - eyes.x) * down.x + (points.noseTip.y - eyes.y) * down.y) / squared
  const side = (across.x * down.y - across.y * down.x) / squared
  // Written so that NaN, of points that coincide, is implausible too.
  if (!(nose >= noseRange[0] && nose <= noseRange[1] && side >= swapped)) return false
  return !witness || disagreement(points, witness) <= mostDisagreement
}

/** Mean distance between landmarks and what a witness saw, in inter-eye distances. */
function disagreement<S extends Space>(points: FivePoints<S>, witness: FacialKeypoints<S>): number {
  const mouth = midpoint(points.mouthRight, points.mouthLeft)
  const apart =
    distance(points.rightEye, witness.rightEye) +
    distance(points.leftEye, witness.leftEye) +
    distance(points.noseTip, witness.noseTip) +
    distance(mouth, witness.mouthCentre)
  return apart / 4 / interEyeDistance(points)
}

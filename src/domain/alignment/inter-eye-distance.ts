import { distance, midpoint, type Space } from '../geometry/point.ts'
import type { FivePoints } from './face.ts'

/**
 * Distance between the eyes in the points' own pixels, taken as at least 0.35 × that from the eyes' to the mouth
 * corners' middle: the eyes of a profile nearly coincide.
 */
export function interEyeDistance<S extends Space>(points: FivePoints<S>): number {
  const eyes = midpoint(points.rightEye, points.leftEye)
  const mouth = midpoint(points.mouthRight, points.mouthLeft)
  return Math.max(distance(points.rightEye, points.leftEye), 0.35 * distance(eyes, mouth))
}

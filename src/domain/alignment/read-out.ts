import { distance } from '../geometry/point.ts'
import { apply, compose, invert, rotationOf, type Similarity, scaleOf } from '../geometry/similarity.ts'
import { arcFaceTemplate, faceCentre } from '../geometry/template.ts'
import { listOf } from './face.ts'
import { interEyeDistance } from './inter-eye-distance.ts'

/** How far one alignment is from another. */
export interface ReadOut {
  /** Degrees, clockwise on the screen, ∈ (−180, 180]. */
  readonly rotation: number
  /** Factor; 1 where the size is the same. */
  readonly scale: number
  /** How far the face centre lies off, to the right and down, as fractions of the template's inter-eye distance. */
  readonly shiftX: number
  readonly shiftY: number
  /** All of it in one number: root mean square of how far the template's five points lie off, of its inter-eye distance. */
  readonly error: number
}

const template = listOf(arcFaceTemplate)
const eyeDistance = interEyeDistance(arcFaceTemplate)

/**
 * By how far `actual` differs from `reference`: the rotation and scale about the face centre, then the shift, that lead
 * from the reference crop to the actual one, as a misalignment has them (misalignment.ts). There the shift is a fraction
 * of the crop's side, here of the eye distance, in which people judge landmarks.
 */
export const readOut = (reference: Similarity<'source', 'crop'>, actual: Similarity<'source', 'crop'>): ReadOut =>
  readMove(compose(actual, invert(reference)))

/** The same of the move itself, which leads from the proper place of a point to where it lies. */
export function readMove(move: Similarity<'crop', 'crop'>): ReadOut {
  const centre = apply(move, faceCentre)
  return {
    rotation: rotationOf(move),
    scale: scaleOf(move),
    shiftX: (centre.x - faceCentre.x) / eyeDistance,
    shiftY: (centre.y - faceCentre.y) / eyeDistance,
    error: Math.hypot(...template.map((p) => distance(apply(move, p), p))) / Math.sqrt(template.length) / eyeDistance,
  }
}

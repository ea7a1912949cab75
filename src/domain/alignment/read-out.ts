import { apply, compose, invert, rotationOf, type Similarity, scaleOf } from '../geometry/similarity.ts'
import { arcFaceTemplate, faceCentre } from '../geometry/template.ts'
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
}

const eyeDistance = interEyeDistance(arcFaceTemplate)

/**
 * By how far `actual` differs from `reference`: the rotation and scale about the face centre, then the shift, that lead
 * from the reference crop to the actual one, as a misalignment has them (misalignment.ts). There the shift is a fraction
 * of the crop's side, here of the eye distance, in which people judge landmarks.
 */
export function readOut(reference: Similarity<'source', 'crop'>, actual: Similarity<'source', 'crop'>): ReadOut {
  const move = compose(actual, invert(reference))
  const centre = apply(move, faceCentre)
  return {
    rotation: rotationOf(move),
    scale: scaleOf(move),
    shiftX: (centre.x - faceCentre.x) / eyeDistance,
    shiftY: (centre.y - faceCentre.y) / eyeDistance,
  }
}

import type { Raster } from '../geometry/raster.ts'
import { facePixels } from './face-region.ts'

/**
 * How much of the contrast between neighbours a blur over nine pixels takes away, in the direction in which that is less,
 * so that motion blur counts. It depends on neither brightness nor contrast.
 * @returns ∈ [0, 1]: 0 = nothing is left to blur; a hard edge is 8/9; null where the face is all of one colour
 * @see Crete et al. 2007, "The blur effect: perception and estimation with a new no-reference perceptual blur metric";
 *      this is 1 − their blur, inside the face alone
 */
export function sharpnessOf(crop: Raster): number | null {
  const luma = lumaOf(crop)
  const lost = [1, crop.width].map((step) => lostToBlur(luma, step)).filter((share) => share !== null)
  return lost.length > 0 ? Math.min(...lost) : null
}

/** @param step  to the next pixel in the direction of the blur */
function lostToBlur(luma: Float32Array, step: number): number | null {
  let contrast = 0
  let lost = 0
  for (const pixel of facePixels) {
    const sharp = Math.abs(luma[pixel]! - luma[pixel - step]!)
    // The means over nine pixels around both neighbours share all pixels but the outermost two.
    const blurred = Math.abs(luma[pixel + 4 * step]! - luma[pixel - 5 * step]!) / 9
    contrast += sharp
    lost += Math.max(0, sharp - blurred)
  }
  return contrast > 0 ? lost / contrast : null
}

/** Of values as they are in the file, since those are what the eye and the models see. */
function lumaOf({ data, channels }: Raster): Float32Array {
  const luma = new Float32Array(data.length / channels)
  for (let i = 0, from = 0; i < luma.length; i++, from += channels)
    luma[i] = 0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!
  return luma
}

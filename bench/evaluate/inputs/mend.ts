import type { Raster } from '#domain/geometry/raster.ts'
import { invert, similarity } from '#domain/geometry/similarity.ts'
import { warp } from '#domain/geometry/warp.ts'

/**
 * A crop cut again from its own pixels, as OpenCV's warpAffine(crop, alignment, (112, 112), flags=INTER_LINEAR |
 * WARP_INVERSE_MAP) does: bilinear, black where the crop has nothing.
 * @param alignment  rows of the 2 × 3 matrix from a point of the proper crop to its place in `crop`
 * @returns          null where the alignment is none: not finite, or of no size
 */
export function mendCrop(crop: Raster, alignment: ArrayLike<number>): Raster | null {
  const [a0, minusB, tx, b0, a1, ty] = Array.from(alignment) as [number, number, number, number, number, number]
  // A network's two halves of a similarity may differ in their last bits.
  const [a, b] = [(a0 + a1) / 2, (b0 - minusB) / 2]
  if (![a, b, tx, ty].every(Number.isFinite) || (a === 0 && b === 0)) return null
  return warp(crop, invert(similarity<'crop', 'crop'>(a, b, tx, ty)))
}

import type { Space } from '../geometry/point.ts'
import type { Raster } from '../geometry/raster.ts'
import {
  compose,
  fromMatrix,
  invert,
  type Matrix,
  type Similarity,
  scaleOf,
  similarity,
} from '../geometry/similarity.ts'
import { warp } from '../geometry/warp.ts'
import { type ReadOut, readMove } from './read-out.ts'

/**
 * What a student that aligns itself finds in a crop: from a point of the proper crop to its place in the crop at hand.
 * `cv2.warpAffine(crop, matrix, (112, 112), flags=INTER_LINEAR | WARP_INVERSE_MAP)` mends the crop by it.
 */
export type SelfAlignment = Similarity<'proper', 'crop'>

/** The proper crop is a crop as well: the one to show, to score or to ask about next. */
const asCrop = similarity<'proper', 'crop'>(1, 0, 0, 0)

/** Float32 keeps seven digits, and a network adds and multiplies a few times. */
const networkPrecision = 1e-4

/**
 * @param matrix  rows, as a network says them
 * @throws RangeError where it is no similarity, or one of scale 0, by which nothing can be cut
 */
export function toSelfAlignment(matrix: Matrix): SelfAlignment {
  const found = fromMatrix<'proper', 'crop'>(matrix, networkPrecision)
  if (!(scaleOf(found) > 0 && Number.isFinite(found.tx + found.ty)))
    throw new RangeError(`[${matrix.join(', ')}] cuts no crop.`)
  return found
}

/** The same of a batch: [n, 2, 3] in one row. */
export const toSelfAlignments = (rows: Float32Array): readonly SelfAlignment[] =>
  Array.from({ length: rows.length / 6 }, (_, i) =>
    toSelfAlignment([...rows.subarray(6 * i, 6 * i + 6)] as unknown as Matrix),
  )

/** How badly the crop is cut: by which turn, factor and shift it differs from the proper one. */
export const readCut = (found: SelfAlignment): ReadOut => readMove(compose(found, invert(asCrop)))

/** Cuts the proper crop out of the one at hand; black where that does not reach. */
export const mendCrop = (crop: Raster, found: SelfAlignment): Raster =>
  warp<'crop'>(crop, compose(asCrop, invert(found)))

/**
 * How the proper crop is cut from a picture, without the edges that a mended crop has.
 * @param transform  by which the crop was cut
 * @param found      what a student finds in that crop
 */
export const mendTransform = <S extends Space>(
  transform: Similarity<S, 'crop'>,
  found: SelfAlignment,
): Similarity<S, 'crop'> => compose(asCrop, compose(invert(found), transform))

import { fitSimilarity } from '../../geometry/fit-similarity.ts'
import { type Point, point } from '../../geometry/point.ts'
import type { Similarity } from '../../geometry/similarity.ts'
import { cropSize } from '../../geometry/template.ts'

/** An upright square of the crop. */
export interface CropSquare {
  readonly centre: Point<'crop'>
  readonly side: number
}

export const cropMiddle = point<'crop'>((cropSize - 1) / 2, (cropSize - 1) / 2)

/**
 * Brings a square of the photo onto one of the crop.
 * @param centre  of the square in the photo
 * @param toSide  from there to the middle of its right side as seen in the crop
 * @param target  the whole crop by default
 */
export function squareOnto(
  centre: Point<'source'>,
  toSide: { readonly x: number; readonly y: number },
  target: CropSquare = { centre: cropMiddle, side: cropSize },
): Similarity<'source', 'crop'> {
  const reach = target.side / 2
  return fitSimilarity(
    [
      point<'source'>(centre.x - toSide.x, centre.y - toSide.y),
      point<'source'>(centre.x + toSide.x, centre.y + toSide.y),
    ],
    [point<'crop'>(target.centre.x - reach, target.centre.y), point<'crop'>(target.centre.x + reach, target.centre.y)],
  )
}

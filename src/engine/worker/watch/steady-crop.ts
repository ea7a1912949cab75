import { align, referenceSpec } from '#domain/alignment/align.ts'
import { mendTransform, type SelfAlignment } from '#domain/alignment/self-alignment.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import { cropsOf } from '../crops.ts'
import type { SeenFace } from './extras.ts'

/**
 * The crop that the page shows of a face: the reference crop, cut again from the frame by what the student found in it, so
 * that it does not tremble with the landmarks.
 * @param found  absent where the student does not find that out: the reference crop as it is
 */
export function steadyCrop(
  frame: SearchedPhoto,
  { face, crop }: Pick<SeenFace, 'face' | 'crop'>,
  found: SelfAlignment | undefined,
): Raster {
  const aligned = found && align(face, referenceSpec(face))
  return aligned && 'transform' in aligned ? cropsOf(frame, [mendTransform(aligned.transform, found)])[0]! : crop
}

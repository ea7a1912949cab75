import type { Face } from '#domain/alignment/face.ts'
import { factsOf } from '#domain/explain/facts.ts'
import { occluded, type Patch } from '#domain/explain/occlusion.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import type { Explanation, VariantSpec } from '../protocol.ts'
import { cropOf } from './crops.ts'

/** @throws Error where the face lacks landmarks that the alignment needs */
export const explain = (photo: SearchedPhoto, face: Face, spec: VariantSpec): Explanation => ({
  facts: factsOf({ face, crop: cropOf(photo, face, spec) }),
})

/**
 * Copies of a crop, each with one of the patches covered, or with none for null.
 * @throws Error where the face lacks landmarks that the alignment needs
 */
export function occludedCrops(
  photo: SearchedPhoto,
  face: Face,
  spec: VariantSpec,
  patches: readonly (Patch | null)[],
): readonly Raster[] {
  const crop = cropOf(photo, face, spec)
  return patches.map((patch) => (patch ? occluded(crop, patch) : crop))
}

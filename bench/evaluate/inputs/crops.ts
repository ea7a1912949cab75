import type { Raster } from '#domain/geometry/raster.ts'
import { compose, type Similarity } from '#domain/geometry/similarity.ts'
import { warpAll } from '#domain/geometry/warp.ts'
import { decodeFile } from '../../rescore/decode.ts'
import { degrade, type Picture } from './degrade/degrade.ts'
import type { SetImage } from './face-set.ts'

/** What decides the pixels of an image. */
export type PictureSource = Pick<SetImage, 'path' | 'landmarks' | 'degradation'>

/**
 * The pixels of an image as it takes part in a set: decoded as the app does, and degraded.
 * @throws Error where the file cannot be decoded
 */
export async function openPicture({ path, landmarks, degradation }: PictureSource): Promise<Picture> {
  const picture = await decodeFile(path)
  return degradation ? degrade(picture, landmarks, degradation) : picture
}

/** Crops of a picture, 112 × 112, one for each transform. */
export const cutCrops = (
  { raster, toSource }: Picture,
  transforms: readonly Similarity<'source', 'crop'>[],
): readonly Raster[] =>
  warpAll(
    raster,
    transforms.map((transform) => compose(transform, toSource)),
  )

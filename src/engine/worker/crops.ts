import { align } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { compose, type Similarity } from '#domain/geometry/similarity.ts'
import { warpAll } from '#domain/geometry/warp.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import type { CropFormat, VariantSpec } from '../protocol.ts'

/** The crops that transforms cut from a photo, RGB, 112 × 112. */
export const cropsOf = (photo: SearchedPhoto, transforms: readonly Similarity<'source', 'crop'>[]): Raster[] =>
  warpAll(
    photo.raster,
    transforms.map((transform) => compose(transform, photo.toSource)),
  )

/** @throws Error where the face lacks landmarks that the alignment needs */
export function cropOf(photo: SearchedPhoto, face: Face, spec: VariantSpec): Raster {
  const alignment = align(face, spec)
  if (!('transform' in alignment)) throw new Error(`The face lacks the ${alignment.missing.join(', ')}.`)
  return cropsOf(photo, [alignment.transform])[0]!
}

/** A small encoded image. */
export async function encode(crop: Raster, format: CropFormat): Promise<Blob> {
  const canvas = new OffscreenCanvas(crop.width, crop.height)
  canvas.getContext('2d')!.putImageData(imageDataOf(crop), 0, 0)
  return canvas.convertToBlob({ type: `image/${format}`, quality: 0.9 })
}

/** The crop as it is, for a page that shows many a second; whoever has it closes it. */
export const bitmapOf = (crop: Raster): Promise<ImageBitmap> => createImageBitmap(imageDataOf(crop))

function imageDataOf({ width, height, data }: Raster): ImageData {
  const image = new ImageData(width, height)
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    image.data[to] = data[from]!
    image.data[to + 1] = data[from + 1]!
    image.data[to + 2] = data[from + 2]!
    image.data[to + 3] = 255
  }
  return image
}

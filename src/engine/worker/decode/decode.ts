import { blockMean } from '#domain/geometry/mip.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { type WorkingSize, workingSize, workingToSource } from '#domain/geometry/working-size.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import { DamagedFileError, FileGoneError, UnsupportedFileError } from '../../errors.ts'
import { endsEarly, formatOf, headLength } from './file-structure.ts'

/** Most pixels that leave the canvas at once. */
const stripPixels = 4e6

/**
 * Decodes a photo, turned by its EXIF orientation, over white where it is transparent, and no larger than the working
 * size.
 *
 * Embedded colour profiles are ignored: the training's decoders ignored them too, and so the pixels are those that
 * Node and Python read. The browser's own conversion is a matter of platform and screen.
 *
 * @throws UnsupportedFileError, DamagedFileError, FileGoneError
 */
export async function decode(blob: Blob): Promise<SearchedPhoto> {
  const bitmap = await open(blob)
  try {
    const { width, height } = bitmap
    const working = workingSize(width, height)
    return { raster: readStrips(bitmap, working), toSource: workingToSource(working), width, height }
  } finally {
    bitmap.close()
  }
}

async function open(blob: Blob): Promise<ImageBitmap> {
  // A film of gigabytes must not be read to see that it is none of ours.
  const format = formatOf(await bytesOf(blob.slice(0, headLength)))
  if (!format) throw new UnsupportedFileError(null)
  if (endsEarly(await bytesOf(blob))) throw new DamagedFileError()
  try {
    return await createImageBitmap(blob, { imageOrientation: 'from-image', colorSpaceConversion: 'none' })
  } catch (cause) {
    throw format.common ? new DamagedFileError(cause) : new UnsupportedFileError(format.name)
  }
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  const buffer = await blob.arrayBuffer().catch((cause: unknown) => {
    throw new FileGoneError(cause)
  })
  return new Uint8Array(buffer)
}

/** A strip at a time, so that of a huge photo only its bitmap and the working size are in memory. */
function readStrips(bitmap: ImageBitmap, { factor, width, height }: WorkingSize): Raster {
  const data = new Uint8Array(width * height * 3)
  const rows = Math.max(1, Math.floor(stripPixels / bitmap.width / factor)) * factor
  const canvas = new OffscreenCanvas(bitmap.width, Math.min(rows, bitmap.height))
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  for (let top = 0; top < bitmap.height; top += rows) {
    const strip = Math.min(rows, bitmap.height - top)
    context.fillStyle = '#fff'
    context.fillRect(0, 0, bitmap.width, strip)
    context.drawImage(bitmap, 0, top, bitmap.width, strip, 0, 0, bitmap.width, strip)
    const pixels = context.getImageData(0, 0, bitmap.width, strip)
    data.set(blockMean({ ...size(pixels), channels: 4, data: pixels.data }, factor).data, (top / factor) * width * 3)
  }
  return { width, height, channels: 3, data }
}

const size = ({ width, height }: ImageData) => ({ width, height })

import { blockMean } from '#domain/geometry/mip.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { type WorkingSize, workingSize, workingToSource } from '#domain/geometry/working-size.ts'
import { DamagedFileError, EmptyFileError, UnsupportedFileError } from '#domain/picture-file/errors.ts'
import type { Orientation } from '#domain/picture-file/exif.ts'
import { type Format, formatOf, headLength } from '#domain/picture-file/format.ts'
import { isBlack } from '#domain/picture-file/frames.ts'
import { hasMissingPixels } from '#domain/picture-file/missing-pixels.ts'
import { preparePicture } from '#domain/picture-file/prepare.ts'
import { turnedSize, turnMatrix } from '#domain/picture-file/turn.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import { FileGoneError } from '../../errors.ts'
import { laterFrames } from './later-frames.ts'

/** Most pixels that leave the canvas at once. */
const stripPixels = 4e6

/**
 * Decodes a photo, turned by its EXIF orientation, over white where it is transparent, and no larger than the working
 * size; of an animation the first frame that is not black. docs/decoding.md has the rules.
 *
 * Embedded colour profiles are ignored: the training's decoders ignored them too, and so the pixels are those that
 * Node and Python read. The browser's own conversion is a matter of platform and screen.
 *
 * @throws EmptyFileError, UnsupportedFileError, DamagedFileError, TooLargeError, FileGoneError
 */
export async function decode(blob: Blob): Promise<SearchedPhoto> {
  if (blob.size === 0) throw new EmptyFileError()
  // A film of gigabytes must not be read to see that it is none of ours.
  if (!formatOf(await bytesOf(blob.slice(0, headLength)))) throw new UnsupportedFileError(null)
  const { format, bytes, orientation } = preparePicture(await bytesOf(blob))
  let photo = readAndClose(await open(bytes, format), orientation)
  if (isBlack(photo.raster))
    for await (const frame of laterFrames(bytes, format)) {
      const later = readAndClose(frame, orientation)
      if (isBlack(later.raster)) continue
      photo = later
      break
    }
  if (hasMissingPixels(bytes, format, photo.raster)) throw new DamagedFileError()
  return photo
}

/** As it is stored: `preparePicture` took the orientation out. */
async function open(bytes: Uint8Array<ArrayBuffer>, format: Format): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: 'none' })
  } catch (cause) {
    throw format.common ? new DamagedFileError(cause) : new UnsupportedFileError(format.name)
  }
}

function readAndClose(bitmap: ImageBitmap, orientation: Orientation): SearchedPhoto {
  try {
    const { width, height } = turnedSize(bitmap, orientation)
    const working = workingSize(width, height)
    return { raster: readStrips(bitmap, orientation, working), toSource: workingToSource(working), width, height }
  } finally {
    bitmap.close()
  }
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = await blob.arrayBuffer().catch((cause: unknown) => {
    throw new FileGoneError(cause)
  })
  return new Uint8Array(buffer)
}

/** A strip at a time, so that of a huge photo only its bitmap and the working size are in memory. */
function readStrips(bitmap: ImageBitmap, orientation: Orientation, { factor, width, height }: WorkingSize): Raster {
  const data = new Uint8Array(width * height * 3)
  const upright = turnedSize(bitmap, orientation)
  const [a, b, c, d, e, f] = turnMatrix(bitmap, orientation)
  const rows = Math.max(1, Math.floor(stripPixels / upright.width / factor)) * factor
  const canvas = new OffscreenCanvas(upright.width, Math.min(rows, upright.height))
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  // Whole pixels go to whole pixels, so that none needs a neighbour.
  context.imageSmoothingEnabled = false
  for (let top = 0; top < upright.height; top += rows) {
    const strip = Math.min(rows, upright.height - top)
    context.resetTransform()
    context.fillStyle = '#fff'
    context.fillRect(0, 0, upright.width, strip)
    context.setTransform(a, b, c, d, e, f - top)
    context.drawImage(bitmap, 0, 0)
    const pixels = context.getImageData(0, 0, upright.width, strip)
    data.set(blockMean({ ...size(pixels), channels: 4, data: pixels.data }, factor).data, (top / factor) * width * 3)
  }
  return { width, height, channels: 3, data }
}

const size = ({ width, height }: ImageData) => ({ width, height })

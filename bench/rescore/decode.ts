import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { blockMean } from '#domain/geometry/mip.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { workingSize, workingToSource } from '#domain/geometry/working-size.ts'
import { DamagedFileError } from '#domain/picture-file/errors.ts'
import type { Format } from '#domain/picture-file/format.ts'
import { isBlack, mostFrames } from '#domain/picture-file/frames.ts'
import { hasMissingPixels } from '#domain/picture-file/missing-pixels.ts'
import { preparePicture } from '#domain/picture-file/prepare.ts'
import { turn } from '#domain/picture-file/turn.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import { decodeBmp } from './bmp.ts'

/**
 * Decodes a photo as the app's engine does in Chromium, by the rules of docs/decoding.md: turned by its EXIF orientation,
 * without its colour profile, over white, averaged down to the working size, the first frame that is not black. JPEG, PNG of 8
 * bits, WebP, GIF and BMP come out byte for byte; AVIF, 16 bits and half-transparent pixels may differ by one grey level.
 *
 * @throws Error where the file cannot be decoded, or is CMYK, which each decoder turns into RGB in its own way
 */
export async function decodeFile(path: string): Promise<SearchedPhoto> {
  const { format, bytes, orientation } = preparePicture(new Uint8Array(await readFile(path)))
  const stored = format.name === 'BMP' ? decodeBmp(bytes) : await firstShown(bytes, format)
  if (hasMissingPixels(bytes, format, stored)) throw new DamagedFileError()
  const upright = turn(stored, orientation)
  const { width, height } = upright
  const working = workingSize(width, height)
  return { raster: blockMean(upright, working.factor), toSource: workingToSource(working), width, height }
}

async function firstShown(bytes: Uint8Array, format: Format): Promise<Raster> {
  const { space, pages = 1 } = await open(bytes, 0).metadata()
  if (space === 'cmyk') throw new Error('A CMYK photo looks different in each decoder.')
  const first = await frameOf(bytes, format, 0)
  if (pages === 1 || !isBlack(first)) return first
  for (let page = 1; page < Math.min(pages, mostFrames); page++) {
    const frame = await frameOf(bytes, format, page)
    if (!isBlack(frame)) return frame
  }
  return first
}

const open = (bytes: Uint8Array, page: number) =>
  sharp(bytes, { ignoreIcc: true, failOn: 'truncated', limitInputPixels: false, page })

async function frameOf(bytes: Uint8Array, { name }: Format, page: number): Promise<Raster> {
  const image = open(bytes, page)
  // Every other orientation was taken out of the file.
  const { data, info } = await (name === 'TIFF' ? image.autoOrient() : image)
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return overWhite({ width: info.width, height: info.height, channels: info.channels as 3 | 4, data })
}

/** As a canvas does it: colours are multiplied by alpha, rounded, and put over white. */
function overWhite(picture: Raster): Raster {
  const { width, height, channels, data } = picture
  if (channels === 3) return picture
  const over = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    const alpha = data[from + 3]!
    for (let channel = 0; channel < 3; channel++)
      over[to + channel] = Math.round((data[from + channel]! * alpha) / 255) + 255 - alpha
  }
  return { width, height, channels: 3, data: over }
}

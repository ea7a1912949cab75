import sharp from 'sharp'
import { blockMean } from '#domain/geometry/mip.ts'
import { workingSize, workingToSource } from '#domain/geometry/working-size.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'

/**
 * Decodes a photo as the app's engine does in Chromium, byte for byte for JPEG, PNG, WebP and GIF: turned by its EXIF
 * orientation, without its colour profile, over white, averaged down to the working size. AVIF, and pixels that are
 * half transparent, may differ by one grey level.
 *
 * @throws Error where the file cannot be decoded, or is CMYK, which each decoder turns into RGB in its own way
 */
export async function decodeFile(path: string): Promise<SearchedPhoto> {
  const image = sharp(path, { ignoreIcc: true, failOn: 'truncated', limitInputPixels: false })
  if ((await image.metadata()).space === 'cmyk') throw new Error('A CMYK photo looks different in each decoder.')
  const { data, info } = await image
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const working = workingSize(width, height)
  const raster = blockMean({ width, height, channels: 3, data }, working.factor)
  return { raster, toSource: workingToSource(working), width, height }
}

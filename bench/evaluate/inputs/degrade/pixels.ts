import sharp, { type Sharp } from 'sharp'
import type { Raster } from '#domain/geometry/raster.ts'
import type { Draw } from './kind.ts'

/** A picture of three channels in sharp's hands. */
export const toSharp = ({ data, width, height, channels }: Raster): Sharp =>
  sharp(data, { raw: { width, height, channels } })

export async function fromSharp(image: Sharp): Promise<Raster> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: 3, data }
}

/** The picture as it comes back from a lossy file. */
export const throughFile = async (file: Sharp) =>
  fromSharp(
    sharp(await file.toBuffer())
      .removeAlpha()
      .toColourspace('srgb'),
  )

/** A picture of which each value is computed from what it was; rounded and kept within 0 to 255. */
export function changed(picture: Raster, change: (value: number, channel: number, pixel: number) => number): Raster {
  // A clamped array rounds to the nearest.
  const data = new Uint8ClampedArray(picture.data.length)
  for (let i = 0; i < data.length; i++) data[i] = change(picture.data[i]!, i % 3, Math.floor(i / 3))
  return { ...picture, data }
}

/**
 * Each pixel the weighted mean of those around it; the picture's edge goes on beyond it.
 * @param side     of the kernel, odd
 * @param weights  side × side, ≥ 0
 */
export const convolved = (picture: Raster, side: number, weights: readonly number[]) =>
  fromSharp(toSharp(picture).convolve({ width: side, height: side, kernel: [...weights] }))

/** Draws from the normal distribution of mean 0 and standard deviation 1, after Box and Muller. */
export function normal(draw: Draw): Draw {
  let spare: number | null = null
  return () => {
    if (spare !== null) {
      const value = spare
      spare = null
      return value
    }
    // 1 − u is never 0, whose logarithm is infinite.
    const length = Math.sqrt(-2 * Math.log(1 - draw()))
    const angle = 2 * Math.PI * draw()
    spare = length * Math.sin(angle)
    return length * Math.cos(angle)
  }
}

import { blockMean } from '#domain/geometry/mip.ts'
import type { Raster } from '#domain/geometry/raster.ts'

/** A photo at ever smaller sizes, each made once: a search draws many views of it. */
export interface Pyramid {
  /** Of the photo, in pixels. */
  readonly width: number
  readonly height: number
  /**
   * Means over blocks of factor × factor pixels.
   * @param factor  a power of two
   */
  level(factor: number): Raster
}

/** From this factor on, a level is made from the next finer one, which is made in any case soon. */
const firstOfCoarse = 8

export function pyramidOf(raster: Raster): Pyramid {
  const levels = new Map([[1, raster]])
  const level = (factor: number): Raster => {
    const known = levels.get(factor)
    if (known) return known
    const made = factor < firstOfCoarse ? blockMean(raster, factor) : blockMean(level(factor / 2), 2)
    levels.set(factor, made)
    return made
  }
  return { width: raster.width, height: raster.height, level }
}

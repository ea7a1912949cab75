import type { Space } from './point.ts'
import type { Raster } from './raster.ts'
import { similarity } from './similarity.ts'

/** A rectangle of whole blocks (or pixels): from x0 and y0 up to, not including, x1 and y1. */
export interface Cells {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** Blocks, factor × factor pixels each, that cover a raster; those at the right and bottom edge may be cut. */
export const cellsOf = (size: { readonly width: number; readonly height: number }, factor: number): Cells => ({
  x0: 0,
  y0: 0,
  x1: Math.ceil(size.width / factor),
  y1: Math.ceil(size.height / factor),
})

/**
 * From pixels of a raster reduced by `factor` to pixels of the raster itself. Pixel centres lie at whole numbers, so the
 * centre of the first block is at (factor − 1) / 2.
 */
export const fromLevel = <Level extends Space, Full extends Space>(factor: number) =>
  similarity<Level, Full>(factor, 0, (factor - 1) / 2, (factor - 1) / 2)

/**
 * Means over blocks of factor × factor pixels, rounded to the nearest, halves up. A block cut by the edge averages the
 * pixels that it has.
 * @param cells  the blocks to average, all by default
 * @returns      RGB, a pixel a block
 */
export function blockMean(source: Raster, factor: number, cells: Cells = cellsOf(source, factor)): Raster {
  const { data, channels } = source
  const width = cells.x1 - cells.x0
  const height = cells.y1 - cells.y0
  const means = new Uint8Array(width * height * 3)
  for (let row = 0, to = 0; row < height; row++) {
    const top = (cells.y0 + row) * factor
    const bottom = Math.min(top + factor, source.height)
    for (let column = 0; column < width; column++, to += 3) {
      const left = (cells.x0 + column) * factor
      const right = Math.min(left + factor, source.width)
      let red = 0
      let green = 0
      let blue = 0
      for (let y = top; y < bottom; y++) {
        const end = (y * source.width + right) * channels
        for (let from = (y * source.width + left) * channels; from < end; from += channels) {
          red += data[from]!
          green += data[from + 1]!
          blue += data[from + 2]!
        }
      }
      const area = (bottom - top) * (right - left)
      means[to] = red / area + 0.5
      means[to + 1] = green / area + 0.5
      means[to + 2] = blue / area + 0.5
    }
  }
  return { width, height, channels: 3, data: means }
}

import { blockMean, type Cells, cellsOf, fromLevel } from './mip.ts'
import type { Space } from './point.ts'
import type { Raster } from './raster.ts'
import { compose, invert, type Similarity, scaleOf, translation } from './similarity.ts'
import { cropSize } from './template.ts'

/**
 * Cuts a crop out of a raster: bilinear, black outside, as OpenCV's warpAffine (INTER_LINEAR, BORDER_CONSTANT 0) within
 * one grey level. From two source pixels a crop pixel on, the source is averaged over blocks first, so that fine detail
 * is not skipped; distill/geometry.py has the same rule.
 *
 * @param source     RGB or RGBA; alpha is ignored
 * @param transform  from pixels of `source` to crop pixels
 * @param size       side of the crop in pixels
 * @returns          RGB, size × size
 */
export function warp<S extends Space>(
  source: Raster,
  transform: Similarity<S, 'crop'>,
  size: number = cropSize,
): Raster {
  const factor = mipFactor(1 / scaleOf(transform))
  if (factor === 1) return sample(source, invert(transform), size)
  const toSource = compose(transform, fromLevel<S, S>(factor))
  const level = invert(toSource)
  const cells = touched(level, size, cellsOf(source, factor))
  const part = blockMean(source, factor, cells)
  return sample(part, compose(translation<S>(-cells.x0, -cells.y0), level), size)
}

/** The largest power of two up to `shrink`, the source pixels a crop pixel; 1 below two. */
const mipFactor = (shrink: number) => (shrink < 2 ? 1 : 2 ** Math.floor(Math.log2(shrink)))

/** The cells that a crop can reach. */
function touched(toLevel: Similarity<'crop', Space>, size: number, all: Cells): Cells {
  const { a, b, tx, ty } = toLevel
  const last = size - 1
  const xs = [tx, tx + a * last, tx - b * last, tx + (a - b) * last]
  const ys = [ty, ty + b * last, ty + a * last, ty + (a + b) * last]
  // One more cell than bilinear sampling reaches, for the rounding of coordinates.
  const x0 = clamp(Math.floor(Math.min(...xs)) - 1, 0, all.x1)
  const y0 = clamp(Math.floor(Math.min(...ys)) - 1, 0, all.y1)
  return {
    x0,
    y0,
    x1: clamp(Math.ceil(Math.max(...xs)) + 2, x0, all.x1),
    y1: clamp(Math.ceil(Math.max(...ys)) + 2, y0, all.y1),
  }
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)

function sample(source: Raster, toSource: Similarity<'crop', Space>, size: number): Raster {
  const { width, height, channels, data } = source
  const { a, b, tx, ty } = toSource
  const crop = new Uint8Array(size * size * 3)
  for (let row = 0, to = 0; row < size; row++) {
    for (let column = 0; column < size; column++, to += 3) {
      const x = a * column - b * row + tx
      const y = b * column + a * row + ty
      const left = Math.floor(x)
      const top = Math.floor(y)
      if (left < -1 || left >= width || top < -1 || top >= height) continue
      const fx = x - left
      const fy = y - top
      const w00 = left >= 0 && top >= 0 ? (1 - fx) * (1 - fy) : 0
      const w01 = left + 1 < width && top >= 0 ? fx * (1 - fy) : 0
      const w10 = left >= 0 && top + 1 < height ? (1 - fx) * fy : 0
      const w11 = left + 1 < width && top + 1 < height ? fx * fy : 0
      const from = (top * width + left) * channels
      const below = from + width * channels
      for (let c = 0; c < 3; c++) {
        let sum = 0.5
        if (w00) sum += w00 * data[from + c]!
        if (w01) sum += w01 * data[from + channels + c]!
        if (w10) sum += w10 * data[below + c]!
        if (w11) sum += w11 * data[below + channels + c]!
        crop[to + c] = sum
      }
    }
  }
  return { width: size, height: size, channels: 3, data: crop }
}

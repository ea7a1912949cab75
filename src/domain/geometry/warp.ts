import { blockMean, type Cells, cellsOf, fromLevel } from './mip.ts'
import type { Space } from './point.ts'
import type { Raster } from './raster.ts'
import { compose, invert, type Similarity, scaleOf } from './similarity.ts'
import { cropSize } from './template.ts'

/**
 * Cuts a crop out of a raster: bilinear, black outside, as OpenCV's warpAffine (INTER_LINEAR, BORDER_CONSTANT 0) within
 * one grey level. From two source pixels a crop pixel on, the source is averaged over blocks first, so that fine detail
 * is not skipped; distill/data/geometry.py has the same rule. OpenCV 5 is meant: OpenCV 4 rounds positions to 1/32 pixel,
 * which at a hard edge is up to 8 grey levels.
 *
 * @param source     RGB, or RGBA whose alpha is ignored
 * @param transform  from pixels of `source` to crop pixels
 * @param size       side of the crop in pixels
 * @returns          RGB, size × size
 */
export const warp = <S extends Space>(source: Raster, transform: Similarity<S, 'crop'>, size?: number): Raster =>
  warpAll(source, [transform], size)[0]!

/** Many crops of one face, each as `warp` cuts it; blocks that several reach are averaged once. */
export function warpAll<S extends Space>(
  source: Raster,
  transforms: readonly Similarity<S, 'crop'>[],
  size: number = cropSize,
): Raster[] {
  const cuts = transforms.map((transform) => cutOf(transform, size))
  const levels = new Map<number, Level>()
  for (const { factor } of cuts)
    if (!levels.has(factor))
      levels.set(
        factor,
        levelOf(
          source,
          factor,
          cuts.filter((cut) => cut.factor === factor),
        ),
      )
  return cuts.map(({ factor, toLevel }) => sample(levels.get(factor)!, toLevel, size))
}

/** Side of the blocks that are averaged before a crop is cut: 1 below two source pixels a crop pixel, then 2, 4, 8, … */
export function blockFactor(transform: Similarity<Space, 'crop'>): number {
  const shrink = 1 / scaleOf(transform)
  return shrink < 2 ? 1 : 2 ** Math.floor(Math.log2(shrink))
}

/** How a crop is cut: averaged over blocks of factor × factor pixels, and from where among those. */
interface Cut {
  readonly factor: number
  readonly toLevel: Similarity<'crop', Space>
  readonly reach: Cells
}

function cutOf<S extends Space>(transform: Similarity<S, 'crop'>, size: number): Cut {
  const factor = blockFactor(transform)
  const toLevel = invert(compose(transform, fromLevel<S, S>(factor)))
  return { factor, toLevel, reach: reachOf(toLevel, size) }
}

/** A source averaged over blocks: all that there are, and the pixels of those that some crop reaches. */
interface Level {
  readonly all: Cells
  readonly cells: Cells
  readonly pixels: Raster
}

function levelOf(source: Raster, factor: number, cuts: readonly Cut[]): Level {
  const all = cellsOf(source, factor)
  if (factor === 1) return { all, cells: all, pixels: source }
  const x0 = clamp(Math.min(...cuts.map(({ reach }) => reach.x0)), 0, all.x1)
  const y0 = clamp(Math.min(...cuts.map(({ reach }) => reach.y0)), 0, all.y1)
  const x1 = clamp(Math.max(...cuts.map(({ reach }) => reach.x1)), x0, all.x1)
  const y1 = clamp(Math.max(...cuts.map(({ reach }) => reach.y1)), y0, all.y1)
  const cells = { x0, y0, x1, y1 }
  return { all, cells, pixels: blockMean(source, factor, cells) }
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)

/** The pixels that bilinear sampling reads for a crop, and one more all round against rounding. */
function reachOf({ a, b, tx, ty }: Similarity<'crop', Space>, size: number): Cells {
  const last = size - 1
  const xs = [tx, tx + a * last, tx - b * last, tx + (a - b) * last]
  const ys = [ty, ty + b * last, ty + a * last, ty + (a + b) * last]
  return {
    x0: Math.floor(Math.min(...xs)) - 1,
    y0: Math.floor(Math.min(...ys)) - 1,
    x1: Math.floor(Math.max(...xs)) + 3,
    y1: Math.floor(Math.max(...ys)) + 3,
  }
}

function sample({ all, cells, pixels }: Level, toLevel: Similarity<'crop', Space>, size: number): Raster {
  const { a, b, tx, ty } = toLevel
  const { data, channels } = pixels
  const line = pixels.width * channels
  // A clamped array rounds to the nearest, halves to even, as OpenCV does.
  const crop = new Uint8ClampedArray(size * size * 3)
  for (let row = 0, to = 0; row < size; row++) {
    for (let column = 0; column < size; column++, to += 3) {
      const x = a * column - b * row + tx
      const y = b * column + a * row + ty
      const left = Math.floor(x)
      const top = Math.floor(y)
      const right = x - left
      const down = y - top
      // A neighbour outside is black, so it weighs nothing.
      const leftWeight = left >= 0 && left < all.x1 ? 1 - right : 0
      const rightWeight = left >= -1 && left + 1 < all.x1 ? right : 0
      const topWeight = top >= 0 && top < all.y1 ? 1 - down : 0
      const bottomWeight = top >= -1 && top + 1 < all.y1 ? down : 0
      const from = (top - cells.y0) * line + (left - cells.x0) * channels
      for (let c = 0; c < 3; c++) {
        const i = from + c
        crop[to + c] =
          topWeight * (leftWeight * (data[i] ?? 0) + rightWeight * (data[i + channels] ?? 0)) +
          bottomWeight * (leftWeight * (data[i + line] ?? 0) + rightWeight * (data[i + line + channels] ?? 0))
      }
    }
  }
  return { width: size, height: size, channels: 3, data: crop }
}

import type { Raster } from '../geometry/raster.ts'
import { cropSize } from '../geometry/template.ts'

/** Side of a patch, and of a cell of the map, in crop pixels. */
const patchSize = 16
const cellSize = 8

/** Cells a side. */
const cells = cropSize / cellSize

/** Top left corner of a square that covers part of a crop. */
export interface Patch {
  readonly x: number
  readonly y: number
}

/** Which part of a crop carries its score. */
export interface OcclusionMap {
  /** Cells a side; each is 8 × 8 crop pixels. */
  readonly cells: number
  /**
   * How many points the score falls when a cell is covered, on average over the patches that cover it, row by row.
   * Negative where the score rises. A cell of the border is covered by fewer patches, so it is told less apart from its
   * neighbour.
   */
  readonly drop: readonly number[]
}

/** Every place of a patch, a cell apart, row by row: 13 × 13, which together cover the crop to its edges. */
export const occlusionPatches: readonly Patch[] = Array.from({ length: (cells - 1) ** 2 }, (_, i) => ({
  x: (i % (cells - 1)) * cellSize,
  y: Math.floor(i / (cells - 1)) * cellSize,
}))

/** A copy of the crop with the patch in the crop's mean colour, which is nearer to what a model knows than black. */
export function occluded({ width, height, channels, data }: Raster, { x, y }: Patch): Raster {
  const copy = data.slice()
  for (let c = 0; c < channels; c++) {
    let sum = 0
    for (let at = c; at < data.length; at += channels) sum += data[at]!
    const mean = Math.round(sum / (width * height))
    for (let row = y; row < y + patchSize; row++)
      for (let column = x; column < x + patchSize; column++) copy[(row * width + column) * channels + c] = mean
  }
  return { width, height, channels, data: copy }
}

/**
 * An occlusion map.
 * @param reference  score of the whole crop
 * @param scores     of the crop under each of `occlusionPatches`, in their order
 * @see Zeiler & Fergus 2014, arXiv:1311.2901, section 4.2
 */
export function occlusionMap(reference: number, scores: readonly number[]): OcclusionMap {
  const drop = Array.from({ length: cells ** 2 }, (_, i) => {
    const x = (i % cells) * cellSize
    const y = Math.floor(i / cells) * cellSize
    const covering = scores.filter((_, patch) => covers(occlusionPatches[patch]!, x, y))
    return reference - covering.reduce((sum, score) => sum + score, 0) / covering.length
  })
  return { cells, drop }
}

const covers = (patch: Patch, x: number, y: number) =>
  x >= patch.x && x < patch.x + patchSize && y >= patch.y && y < patch.y + patchSize

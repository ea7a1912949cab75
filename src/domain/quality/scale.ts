import { quantilesOf } from './distribution.ts'
import type { ScoreScale } from './manifest.ts'

/**
 * The score of a raw output: its percentile in the scale's reference set. Between two quantiles it is linear, outside
 * them 0 or 100; where several quantiles are equal, a raw output on them gets the middle one. It never falls as `raw`
 * rises.
 *
 * @param raw  finite, higher is better
 * @returns    ∈ [0, 100]; NaN where `raw` is NaN
 */
export function scoreOf(raw: number, { quantiles }: Pick<ScoreScale, 'quantiles'>): number {
  if (Number.isNaN(raw)) return Number.NaN
  const last = quantiles.length - 1
  const below = lowest(quantiles, (quantile) => quantile >= raw)
  const above = lowest(quantiles, (quantile) => quantile > raw)
  if (below < above) return (100 * (below + above - 1)) / 2 / last
  if (below === 0) return 0
  if (below > last) return 100
  const low = quantiles[below - 1]!
  const high = quantiles[below]!
  return (100 * (below - 1 + (raw - low) / (high - low))) / last
}

/** The first index at which `holds` is true of ascending values; their number where it never is. */
function lowest(ascending: readonly number[], holds: (value: number) => boolean): number {
  let from = 0
  let to = ascending.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (holds(ascending[middle]!)) to = middle
    else from = middle + 1
  }
  return from
}

const thousandths = Array.from({ length: 1001 }, (_, i) => i / 1000)

/**
 * The quantiles that make a scale of raw outputs.
 * @param raws  finite, of the reference set
 * @throws RangeError where there are none
 */
export const scaleQuantiles = (raws: ArrayLike<number>): readonly number[] => quantilesOf(raws, thousandths)

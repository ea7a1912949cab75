import type { StabilityResult } from '#domain/evaluation/results.ts'

/**
 * How many of the faces have which spread, from its quantiles; between two of them faces lie evenly.
 * @param quantiles  at 0, 1 … 100%
 * @param edges      ascending, of the bins
 * @returns          for each bin its share of the faces, ∈ [0, 1]
 */
export function sharesOf(
  { spread: quantiles }: Pick<StabilityResult, 'spread'>,
  edges: readonly number[],
): readonly number[] {
  const below = edges.map((edge) => shareBelow(quantiles, edge))
  return below.slice(1).map((share, i) => share - below[i]!)
}

/** Share of the faces whose spread is under a value. */
function shareBelow(quantiles: readonly number[], value: number): number {
  const last = quantiles.length - 1
  const above = quantiles.findIndex((quantile) => quantile >= value)
  if (above < 0) return 1
  if (above === 0) return 0
  const [low, high] = [quantiles[above - 1]!, quantiles[above]!]
  return (above - 1 + (value - low) / (high - low)) / last
}

/** Edges of at most 30 bins from 0 up, whole points wide, that hold every spread of some results. */
export function spreadEdges(results: readonly StabilityResult[]): readonly number[] {
  const highest = Math.max(10, ...results.map(({ spread }) => spread.at(-1) ?? 0))
  const step = Math.ceil(highest / 30)
  return Array.from({ length: Math.floor(highest / step) + 2 }, (_, i) => i * step)
}

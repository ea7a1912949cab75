import { stabilityOf } from './stability.ts'

/**
 * A quantile, linear between the two nearest values, as numpy's `quantile` has it.
 * @param p  ∈ [0, 1]; 0.5 is the median
 * @throws RangeError where there are no values
 */
export const quantileOf = (values: ArrayLike<number>, p: number): number => quantilesOf(values, [p])[0]!

/**
 * Several quantiles of the same values, each as `quantileOf` has it.
 * @throws RangeError where there are no values
 */
export function quantilesOf(values: ArrayLike<number>, shares: readonly number[]): readonly number[] {
  if (values.length === 0) throw new RangeError('A quantile needs at least one value.')
  const ascending = Float64Array.from(values).sort()
  return shares.map((p) => {
    const place = p * (ascending.length - 1)
    const low = ascending[Math.floor(place)]!
    const high = ascending[Math.ceil(place)]!
    return low + (high - low) * (place % 1)
  })
}

/** The middle of scores and where most of them lie: 10% are at most `low`, 10% at least `high`. */
export interface Band {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** @throws RangeError where there are no scores */
export const bandOf = (scores: readonly number[]): Band => ({
  median: quantileOf(scores, 0.5),
  low: quantileOf(scores, 0.1),
  high: quantileOf(scores, 0.9),
})

/** What a sweep did to a score, in points of the scale. */
export interface Summary {
  readonly mean: number
  /** Standard deviation about the mean, over all scores: divided by n, not n − 1. */
  readonly sd: number
  /** The largest change from the reference, negative where the score falls. */
  readonly worst: number
  /** Which of the scores that is, from 0; of equal changes the first. */
  readonly worstIndex: number
  /** Share of the scores that the threshold parts from the reference, ∈ [0, 1]. */
  readonly crossing: number
}

/**
 * @param reference  score of the reference crop
 * @param threshold  a face is kept from here up
 * @throws RangeError where there are no scores
 */
export function summaryOf(reference: number, scores: readonly number[], threshold: number): Summary {
  const { worstChange: worst, worstIndex } = stabilityOf(reference, scores)
  const kept = (score: number) => score >= threshold
  const crossing = scores.filter((score) => kept(score) !== kept(reference)).length / scores.length
  return { mean: meanOf(scores), sd: deviationOf(scores), worst, worstIndex, crossing }
}

/** Standard deviation about the mean: divided by n, not n − 1. NaN where there are no values. */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

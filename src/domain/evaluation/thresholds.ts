import type { ThresholdEffects } from '../quality/manifest.ts'
import { bootstrapPersons, intervalOf } from './bootstrap.ts'
import { pairQuality } from './edc.ts'
import type { GenuineComparisons } from './verification/verify.ts'

/** Thresholds of the score, from 0 to 100. */
const thresholds = Array.from({ length: 101 }, (_, threshold) => threshold)

/**
 * What each threshold does: a face is kept from it up, a comparison where both its faces are. The interval is that of a
 * bootstrap over persons; where no error is left, which no bootstrap can spread, its upper end is the rate that so many
 * persons without one still allow (1 − 0.025^(1/n), about 3.7 / n).
 * @param scores   0–100, of each image; NaN of one that takes no part
 * @param persons  who is on each image, as a number
 */
export function thresholdEffects(
  scores: ArrayLike<number>,
  { one, other, isFalseNonMatch }: GenuineComparisons,
  persons: ArrayLike<number>,
  replicates: number,
): Pick<ThresholdEffects, 'discarded' | 'kept' | 'fnmr' | 'low' | 'high'> {
  const reference = Array.from(scores).filter((score) => !Number.isNaN(score))
  const qualities = Float64Array.from(one, (a, i) => pairQuality(scores, a, other[i]!))
  const once = new Uint8Array(one.length).fill(1)
  const errors = keptFrom(qualities, isFalseNonMatch)
  const kept = keptFrom(qualities, once)
  const pairPersons = Array.from(one, (image) => persons[image]!)
  const found = bootstrapPersons(
    pairPersons,
    (weights) => {
      const left = keptFrom(qualities, weights)
      const wrong = keptFrom(
        qualities,
        weights.map((weight, i) => weight * isFalseNonMatch[i]!),
      )
      return thresholds.map((threshold) => wrong[threshold]! / left[threshold]!)
    },
    { replicates, seed: 1 },
  )
  const intervals = thresholds.map((threshold) => {
    if (kept[threshold] === 0) return null
    if (errors[threshold]! > 0) return intervalOf(found[threshold]!)
    const persons = new Set(pairPersons.filter((_, i) => qualities[i]! >= threshold)).size
    return { low: 0, high: 1 - 0.025 ** (1 / persons) }
  })
  return {
    discarded: thresholds.map((threshold) => reference.filter((score) => score < threshold).length / reference.length),
    kept: thresholds.map((threshold) => kept[threshold]! / one.length),
    fnmr: thresholds.map((threshold) => (kept[threshold]! > 0 ? errors[threshold]! / kept[threshold]! : null)),
    low: intervals.map((interval) => interval?.low ?? null),
    high: intervals.map((interval) => interval?.high ?? null),
  }
}

/** The sum of the weights of the comparisons that each threshold keeps. */
function keptFrom(qualities: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(thresholds.length)
  for (let i = 0; i < qualities.length; i++) sums[Math.floor(qualities[i]!)]! += weights[i]!
  for (let threshold = sums.length - 2; threshold >= 0; threshold--) sums[threshold]! += sums[threshold + 1]!
  return sums
}

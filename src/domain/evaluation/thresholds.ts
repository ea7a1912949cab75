import type { ThresholdEffects } from '../quality/manifest.ts'
import { intervalOf } from './bootstrap.ts'
import { pairQuality } from './edc.ts'
import type { GenuineComparisons, Verification } from './verification/verify.ts'

/** Thresholds of the score, from 0 to 100. */
const thresholds = Array.from({ length: 101 }, (_, threshold) => threshold)

type Effects = Pick<ThresholdEffects, 'discarded' | 'kept' | 'fnmr' | 'low' | 'high'>

/**
 * What each threshold does: a face is kept from it up, a comparison where both its faces are.
 * @param scores  0–100, of each image; NaN of one that takes no part
 */
export function countEffects(
  scores: ArrayLike<number>,
  { one, other, isFalseNonMatch }: GenuineComparisons,
): Pick<Effects, 'discarded' | 'kept' | 'fnmr'> {
  const reference = Array.from(scores).filter((score) => !Number.isNaN(score))
  const qualities = Float64Array.from(one, (a, i) => pairQuality(scores, a, other[i]!))
  const errors = keptFrom(qualities, isFalseNonMatch)
  const kept = keptFrom(qualities, new Uint8Array(one.length).fill(1))
  return {
    discarded: thresholds.map((threshold) => reference.filter((score) => score < threshold).length / reference.length),
    kept: thresholds.map((threshold) => kept[threshold]! / one.length),
    fnmr: thresholds.map((threshold) => (kept[threshold]! > 0 ? errors[threshold]! / kept[threshold]! : null)),
  }
}

/**
 * The same with the interval of a bootstrap over persons; where no error is left, which no bootstrap can spread, its upper
 * end is the rate that so many persons without one still allow (1 − 0.025^(1/n), about 3.7 / n).
 * @param persons  who is on each image, as a number
 */
export function thresholdEffects(
  scores: ArrayLike<number>,
  { genuine, bootstrap }: Pick<Verification, 'genuine' | 'bootstrap'>,
  persons: ArrayLike<number>,
): Effects {
  const { one, other } = genuine
  const effects = countEffects(scores, genuine)
  const qualities = Float64Array.from(one, (a, i) => pairQuality(scores, a, other[i]!))
  const replicates = bootstrap(({ weights, isFalseNonMatch }) => {
    const left = keptFrom(qualities, weights)
    const wrong = keptFrom(
      qualities,
      weights.map((weight, i) => weight * isFalseNonMatch[i]!),
    )
    return thresholds.map((threshold) => wrong[threshold]! / left[threshold]!)
  })
  const intervals = effects.fnmr.map((rate, threshold) => {
    if (rate === null) return null
    if (rate > 0) return intervalOf(replicates.map((replicate) => replicate[threshold]!))
    const left = Array.from(one).filter((_, i) => qualities[i]! >= threshold)
    return { low: 0, high: 1 - 0.025 ** (1 / new Set(left.map((image) => persons[image]!)).size) }
  })
  return {
    ...effects,
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

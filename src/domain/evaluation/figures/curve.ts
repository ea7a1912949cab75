import type { QualityOrder } from '../edc.ts'
import { curveDiscards } from '../results.ts'

/** An EDC as far as it is drawn: its normalised area to the last of `curveDiscards`, and its FNMR at each of them. */
export interface Reading {
  /** NaN where there are no errors. */
  readonly area: number
  readonly fnmr: readonly number[]
}

const limit = curveDiscards.at(-1)!

/**
 * Reads a weighted EDC from the lowest quality up, no further than it is drawn: what `edcOf`, `partialArea` and `fnmrAfter`
 * say of it, at a tenth of the work, since a bootstrap reads thousands.
 * @param isFalseNonMatch  1 where a genuine comparison does not match
 * @param weights          how often each comparison counts
 */
export function readCurve(
  { order, starts }: QualityOrder,
  isFalseNonMatch: ArrayLike<number>,
  weights: ArrayLike<number>,
): Reading {
  const total = sumOf(weights)
  const errors = weightedErrors(isFalseNonMatch, weights)
  const fnmr: number[] = []
  let raw = 0
  let left = total
  let errorsLeft = errors
  let discarded = 0
  for (let run = 0; discarded <= limit; run++) {
    const rate = errorsLeft / left
    const end = starts[run + 1] ?? order.length
    for (let place = starts[run]!; place < end; place++) {
      const comparison = order[place]!
      left -= weights[comparison]!
      errorsLeft -= weights[comparison]! * isFalseNonMatch[comparison]!
    }
    const next = (total - left) / total
    raw += rate * (Math.min(next, limit) - discarded)
    while (fnmr.length < curveDiscards.length && curveDiscards[fnmr.length]! < next) fnmr.push(rate)
    discarded = next
  }
  return { area: raw / ((errors / total) * limit), fnmr }
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum
}

function weightedErrors(isFalseNonMatch: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * isFalseNonMatch[i]!
  return sum
}

import { averageRanks } from './ranks.ts'

/** What one image does to recognition over all its comparisons. */
export interface Harm {
  /** False non-matches and false matches. */
  readonly errors: number
  /** Lowest genuine less highest impostor similarity; larger is better. Breaks the ties of `errors`. */
  readonly margin: number
}

/**
 * The rank metric of "Beyond EDC" (arXiv 2607.22752): how well the order of the qualities is that of the harms.
 * ρ = 1 − 6 Σ w (R_H − R_Q)² / ((N² − 1) Σ w) with w = (R_H / N)^α, where R_H ranks by errors, then by margin, the most
 * harmful last, and R_Q by quality, the best first; ties share their mean rank.
 * @param harms      of the images that have genuine and impostor comparisons; the others are to be left out, and counted
 * @param qualities  of the same images
 * @param alpha      0 is Spearman's; with 3 the harmful end counts most
 */
export function rankOfHarm(harms: readonly Harm[], qualities: ArrayLike<number>, alpha: number): number {
  const n = harms.length
  const byHarm = ranksOf(harms)
  const byQuality = averageRanks(Array.from(qualities, (quality) => -quality))
  let weights = 0
  let differences = 0
  for (let i = 0; i < n; i++) {
    const weight = (byHarm[i]! / n) ** alpha
    weights += weight
    differences += weight * (byHarm[i]! - byQuality[i]!) ** 2
  }
  return 1 - (6 * differences) / ((n ** 2 - 1) * weights)
}

/** Places from 1 for the least harmful. */
function ranksOf(harms: readonly Harm[]): Float64Array {
  const order = harms.toSorted((a, b) => a.errors - b.errors || b.margin - a.margin)
  const group = new Map<Harm, number>()
  order.forEach((harm, i) => {
    const before = order[i - 1]
    const isTied = before && before.errors === harm.errors && before.margin === harm.margin
    group.set(harm, isTied ? group.get(before)! : i)
  })
  return averageRanks(harms.map((harm) => group.get(harm)!))
}

/**
 * Error-versus-discard characteristic: the FNMR of the genuine comparisons that remain when those of the lowest quality
 * are left out. The threshold is set before, a comparison is as good as its worse image, equal qualities go together, and
 * between its points the curve is a step.
 * @see Schlett et al. 2023, arXiv 2303.13294, and dasec's edc.py
 */
export interface Edc {
  /** Share of all genuine comparisons that is left out, ascending from 0. */
  readonly discarded: Float64Array
  /** FNMR of the rest, from that share on up to the next. */
  readonly fnmr: Float64Array
}

/** Comparisons from the lowest quality up, and where each run of equal qualities begins. */
export interface QualityOrder {
  readonly order: Uint32Array
  readonly starts: Uint32Array
}

/** Quality of a comparison between two images: the lower one. */
export const pairQuality = (quality: ArrayLike<number>, one: number, other: number): number =>
  Math.min(quality[one]!, quality[other]!)

/** @param qualities  one a comparison, finite */
export function orderByQuality(qualities: ArrayLike<number>): QualityOrder {
  const order = Uint32Array.from(qualities, (_, i) => i).sort((a, b) => qualities[a]! - qualities[b]!)
  const starts = order.reduce<number[]>((found, comparison, place) => {
    if (place === 0 || qualities[comparison] !== qualities[order[place - 1]!]) found.push(place)
    return found
  }, [])
  return { order, starts: Uint32Array.from(starts) }
}

/**
 * @param isFalseNonMatch  1 or true where a genuine comparison does not match
 * @param weights          how often each comparison counts, as a bootstrap has it; once where left out
 */
export function edcOf(
  { order, starts }: QualityOrder,
  isFalseNonMatch: ArrayLike<number | boolean>,
  weights?: ArrayLike<number>,
): Edc {
  const discarded = new Float64Array(starts.length)
  const fnmr = new Float64Array(starts.length)
  let left = 0
  let errors = 0
  let run = starts.length - 1
  // From the best comparison down, so that nothing is subtracted.
  for (let place = order.length - 1; place >= 0; place--) {
    const comparison = order[place]!
    const weight = weights ? weights[comparison]! : 1
    left += weight
    if (isFalseNonMatch[comparison]) errors += weight
    if (place === starts[run]) {
      discarded[run] = left
      fnmr[run] = left > 0 ? errors / left : 0
      run--
    }
  }
  return { discarded: discarded.map((remaining) => (left - remaining) / left), fnmr }
}

/** FNMR once this share of the comparisons is discarded: that of the last step begun. */
export function fnmrAfter({ discarded, fnmr }: Edc, share: number): number {
  const next = discarded.findIndex((x) => x > share)
  return fnmr[(next === -1 ? fnmr.length : next) - 1]!
}

/** The smallest share to discard for half of the FNMR or less; null where no discard gets there, or nothing is to halve. */
export function discardToHalve({ discarded, fnmr }: Edc): number | null {
  if (fnmr[0] === 0) return null
  return discarded[fnmr.findIndex((y) => y <= fnmr[0]! / 2)] ?? null
}

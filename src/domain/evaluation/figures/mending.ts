import { differenceInterval, intervalOf } from '../bootstrap.ts'
import type { ErrorRates, MendingRow, Rate } from '../results.ts'
import { fewestFalseMatches } from '../threshold.ts'
import type { Verification } from '../verification/verify.ts'

/** A judge's verifications of the same comparisons, on three kinds of crops. */
interface Seen {
  readonly proper: Verification
  readonly asCut: Verification
  readonly mended: Verification
}

/** The errors of each kind of crops at the threshold of the proper ones. */
export function ratesOf({
  proper,
  asCut,
  mended,
}: Seen): Omit<MendingRow, 'set' | 'condition' | 'judge' | 'group' | 'images' | 'fmr'> {
  const { threshold, impostor, falseMatches, genuine } = proper
  const lowest = Math.min(threshold, ...proper.bootstrap((replicate) => [replicate.threshold]).map(([each]) => each!))
  const fmrOf = [asCut, mended].map((seen) => seen.falseMatchRates(lowest))
  const seen = [proper, asCut, mended]
  const once = new Uint8Array(genuine.one.length).fill(1)
  const found = proper.bootstrap((replicate) => [
    ...seen.map((each) => fnmrAt(each, replicate.threshold, replicate.weights)),
    ...fmrOf.map((rateAt) => rateAt(replicate.threshold, replicate.drawn)),
  ])
  const replicatesOf = (figure: number) => found.map((replicate) => replicate[figure]!)
  const rate = (value: number, figure: number): Rate => {
    const interval = intervalOf(replicatesOf(figure))
    return { value, low: interval?.low ?? null, high: interval?.high ?? null }
  }
  const fnmr = seen.map((each) => fnmrAt(each, threshold, once))
  const rates = (place: number): ErrorRates => ({
    fnmr: rate(fnmr[place]!, place),
    fmr: rate(fmrOf[place - 1]!(threshold, null), seen.length + place - 1),
  })
  return {
    genuine: genuine.one.length,
    impostor,
    threshold,
    too_few_impostors: falseMatches < fewestFalseMatches,
    proper: { fnmr: rate(fnmr[0]!, 0), fmr: { value: falseMatches / impostor, low: null, high: null } },
    as_cut: rates(1),
    mended: rates(2),
    gain: { difference: fnmr[2]! - fnmr[1]!, interval: differenceInterval(replicatesOf(2), replicatesOf(1)) },
  }
}

/** @param weights  how often each genuine comparison counts */
function fnmrAt({ genuine: { similarities } }: Verification, threshold: number, weights: ArrayLike<number>): number {
  let all = 0
  let wrong = 0
  for (let i = 0; i < similarities.length; i++) {
    all += weights[i]!
    if (similarities[i]! < threshold) wrong += weights[i]!
  }
  return wrong / all
}

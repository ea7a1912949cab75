import type { ThresholdEffects } from '#domain/quality/manifest.ts'
import { count, fixed, whole } from '#ui/format.ts'

/** What a threshold does to the reference faces, in plain words. */
export function effectWords(threshold: number, { discarded, fnmr }: ThresholdEffects): string {
  const keeps = `Keeps ${keptShare(discarded[threshold]!)} of the reference faces`
  const [before, after] = [fnmr[0], fnmr[threshold]]
  if (before === null || before === undefined) return `${keeps}.`
  if (after === null || after === undefined) return `${keeps}: too few to count false non-matches.`
  if (threshold === 0) return `${keeps}; ${percent(before)} false non-matches.`
  if (percent(before) === percent(after)) return `${keeps}; false non-matches stay at ${percent(after)}.`
  return `${keeps}; false non-matches ${after < before ? 'fall' : 'rise'} from ${percent(before)} to ${percent(after)}.`
}

/**
 * The same with its uncertainty and where it comes from.
 * @param reference  the set's name
 * @param effects    null where none were measured
 */
export function thresholdTip(threshold: number, reference: string, effects: ThresholdEffects | null): string {
  const discards = threshold === 0 ? 'none' : `${threshold}%`
  if (!effects) return `A threshold of ${threshold} discards ${discards} of the reference faces.`
  const { judge, date, fmr, impostors, genuine, kept } = effects
  const [fnmr, low, high] = [effects.fnmr[threshold], effects.low[threshold], effects.high[threshold]]
  const rate =
    fnmr === null || fnmr === undefined || low === null || low === undefined || high === null || high === undefined
      ? 'No genuine comparison is left to count.'
      : `False non-matches among the rest: ${percent(fnmr)}, 95% interval ${percent(low)} to ${percent(high)}.`
  return [
    `A threshold of ${threshold} discards ${discards} of the reference faces (${reference}) and keeps ${keptShare(1 - kept[threshold]!)} of their ${count(genuine)} genuine comparisons.`,
    rate,
    `Judge ${judge}, at a false match rate of ${percent(fmr)} on ${impostors === 'all' ? 'all' : 'the listed'} comparisons of different persons, ${date}.`,
    'See Evidence.',
  ].join(' ')
}

/** Of what is discarded, ∈ [0, 1], the rest: `80%`, `all`. */
const keptShare = (discarded: number) => (discarded === 0 ? 'all' : `${whole(100 * (1 - discarded))}%`)

const percent = (share: number) => `${fixed(100 * share, 1)}%`

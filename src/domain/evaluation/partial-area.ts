import type { Edc } from './edc.ts'

/** Area under an EDC up to a discard limit: lower is better. */
export interface PartialArea {
  readonly raw: number
  /** Over FNMR(0) × limit: 1 is no better than random. NaN where there are no errors. */
  readonly normalised: number
  /** Raw, less what nobody can go below: errors alone discarded, max(FNMR(0) − x, 0). */
  readonly aboveBest: number
}

/**
 * Each step holds from its discard share to the next, or to the limit.
 * @param limit  ∈ (0, 1]; 0.2 and 0.3 are the usual ones
 */
export function partialArea({ discarded, fnmr }: Edc, limit: number): PartialArea {
  let raw = 0
  for (let i = 0; i < fnmr.length && discarded[i]! < limit; i++)
    raw += fnmr[i]! * (Math.min(discarded[i + 1] ?? 1, limit) - discarded[i]!)
  const atStart = fnmr[0] ?? Number.NaN
  const best = (atStart ** 2 - Math.max(atStart - limit, 0) ** 2) / 2
  return { raw, normalised: raw / (atStart * limit), aboveBest: raw - best }
}

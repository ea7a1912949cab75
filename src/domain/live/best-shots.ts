import { quantileOf } from '../quality/distribution.ts'
import { type LiveSession, mainTrack } from './session.ts'

/** A frame worth keeping, with whatever else its owner holds of it. */
export interface Shot {
  /** Of its frame, ms. */
  readonly time: number
  /** The student's. */
  readonly score: number
}

/** How many shots are kept. */
export const mostShots = 6
/** Between two kept shots, ms at least. */
export const shotSpacing = 1000

/**
 * The best shots after one more, best first. Of those too near in time the better one stays.
 * @returns the same list where the shot is not kept
 */
export function keepBest<S extends Shot>(shots: readonly S[], shot: S): readonly S[] {
  const near = shots.filter(({ time }) => Math.abs(time - shot.time) < shotSpacing)
  if (near.some(({ score }) => score >= shot.score)) return shots
  const kept = [...shots.filter((other) => !near.includes(other)), shot]
    .toSorted((a, b) => b.score - a.score)
    .slice(0, mostShots)
  return kept.includes(shot) ? kept : shots
}

/** Between two shots taken by themselves, ms at least. */
const rest = 3000
/**
 * Steady: the jitter of the student's scores is this at most, points. On 13 portraits, landmarks that shake by up to 6% of
 * the inter-eye distance make it 2.8 at most.
 */
const steady = 3
/** High for this session: at most this far below the best quarter of the last 30 s, points. */
const below = 2

/**
 * Whether to take a shot without being asked.
 * @param student    the student's model id
 * @param lastTaken  when the last one was taken, by hand or not; null where none was
 */
export function isGoodAndSteady(session: LiveSession, student: string, lastTaken: number | null): boolean {
  const { time, hint } = session
  const reading = mainTrack(session)?.readings[student]
  if (time === null || hint?.id !== 'good' || !hint.holds || !reading) return false
  if (lastTaken !== null && time - lastTaken < rest) return false
  if (reading.jitter === null || reading.jitter > steady) return false
  const scores = reading.trace.map(({ score }) => score)
  return reading.needle >= quantileOf(scores, 0.75) - below
}

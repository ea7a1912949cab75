import type { Scores, StableScore } from './record.ts'

/** How far a score moves when the alignment goes wrong, in points of the scale. Lower is steadier. */
export interface Stability {
  /** Root mean square of the changes from the reference score. */
  readonly spread: number
  /** The largest change, without its sign. */
  readonly worst: number
  /** That change with its sign, negative where the score falls. */
  readonly worstChange: number
  /** Which of the protocol's misalignments did it, from 0; of equal ones the first. */
  readonly worstIndex: number
}

/**
 * @param reference   score of the reference crop
 * @param misaligned  scores of the protocol's crops, in its order
 * @throws RangeError where there are none
 */
export function stabilityOf(reference: number, misaligned: readonly number[]): Stability {
  if (misaligned.length === 0) throw new RangeError('Stability needs at least one misaligned crop.')
  const changes = misaligned.map((score) => score - reference)
  const worst = Math.max(...changes.map(Math.abs))
  const worstIndex = changes.findIndex((change) => Math.abs(change) === worst)
  const spread = Math.sqrt(changes.reduce((sum, change) => sum + change * change, 0) / changes.length)
  return { spread, worst, worstChange: changes[worstIndex] ?? Number.NaN, worstIndex }
}

/**
 * The scores of a face, each with its stability; a model that gave one of the crops no score has none.
 * @param reference   scores of the reference crop
 * @param misaligned  scores of the protocol's crops, empty where it has not run
 */
export function withStability(reference: Scores, misaligned: readonly Scores[]): Scores<StableScore> {
  return Object.fromEntries(
    Object.entries(reference).map(([model, measured]) => {
      const crops = misaligned.flatMap((scores) => scores[model]?.score ?? [])
      const isComplete = crops.length > 0 && crops.length === misaligned.length
      const { spread, worst } = isComplete ? stabilityOf(measured.score, crops) : { spread: null, worst: null }
      return [model, { ...measured, spread, worst }]
    }),
  )
}

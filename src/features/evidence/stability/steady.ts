import type { StabilityResult } from '#domain/evaluation/results.ts'
import type { View } from '#stores/evidence/choice.ts'
import { type DrawnMethod, drawnMethods } from '#stores/evidence/drawn.ts'

/** A method's steadiness on the chosen set. */
export interface Steady extends StabilityResult {
  readonly drawn: DrawnMethod
}

/** What each part of the section draws. */
export interface PartProps {
  /** At least one. */
  readonly steady: readonly Steady[]
  readonly view: View
}

/** The drawn methods whose steadiness was measured on the chosen set. */
export const steadyOf = (view: View): readonly Steady[] =>
  drawnMethods(view).flatMap((drawn) => {
    const found = view.results.stability.find(
      ({ set, method }) => set === view.choice.question.set && method === drawn.id,
    )
    return found ? [{ ...found, drawn }] : []
  })

export const medianOf = ({ spread }: StabilityResult): number => spread[50]!

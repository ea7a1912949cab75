import { create } from 'zustand'
import type { Question } from '#domain/evaluation/reading/look-up.ts'
import { methodOfKind } from '#domain/evaluation/reading/look-up.ts'
import type { EvaluationResults, ImpostorChoice, Moves } from '#domain/evaluation/results.ts'

/** What the robustness curves show. */
export type Measure = 'pauc' | 'rank' | 'rmse'

/** What a person asks to see; null = what the page opens with. */
export interface Wanted {
  readonly set: string | null
  /** Id of the condition. */
  readonly crops: string | null
  readonly moves: Moves | null
  readonly judge: string | null
  readonly impostors: ImpostorChoice | null
  readonly measure: Measure | null
  /** The method that the student is compared with. */
  readonly against: string | null
  /** Ids of methods that are drawn besides student and baseline. */
  readonly also: readonly string[]
}

export const nothingWanted: Wanted = {
  set: null,
  crops: null,
  moves: null,
  judge: null,
  impostors: null,
  measure: null,
  against: null,
  also: [],
}

/** What is chosen on the page. All of it stands in the address. */
export const useWanted = create<Wanted>()(() => nothingWanted)

/** What the page is about: all of it exists in the results, though there may be no row for it together. */
export interface Choice {
  readonly question: Question
  readonly measure: Measure
  readonly against: string | undefined
  readonly also: readonly string[]
}

/** What the results have of what is wanted, and for the rest: the reference set, crops that jitter most, a judge of its own. */
export function choiceOf(results: EvaluationResults, wanted: Wanted): Choice | null {
  const { sets, conditions, judges, methods, rows } = results
  const set = sets.find(({ id }) => id === wanted.set) ?? sets.find(({ id }) => id === 'lfw-d') ?? sets[0]
  if (!set) return null
  const condition =
    conditions.find(({ id }) => id === wanted.crops) ??
    conditions.find(({ id }) => id === 'jitter-20') ??
    conditions.find(({ id }) => id !== 'proper') ??
    conditions[0]
  const judge =
    judges.find(({ id }) => id === wanted.judge) ?? judges.find(({ group }) => group === 'cross-model') ?? judges[0]
  if (!condition || !judge) return null
  const about = rows.filter((row) => row.set === set.id && row.judge === judge.id)
  const has = (choice: ImpostorChoice) => about.some(({ impostors }) => impostors === choice)
  const wish = wanted.impostors ?? (has('all') ? 'all' : 'listed')
  const student = methodOfKind(results, 'student')?.id
  const against = methods.find(({ id }) => id === wanted.against && id !== student) ?? methodOfKind(results, 'baseline')
  const drawn = [student, methodOfKind(results, 'baseline')?.id]
  return {
    question: {
      set: set.id,
      condition: condition.id,
      moves: wanted.moves ?? 'quality',
      judge: judge.id,
      // All that a set without a list has to compare.
      impostors: wish === 'listed' && has('all') && !has('listed') ? 'all' : wish,
    },
    measure: wanted.measure ?? 'pauc',
    against: against?.id,
    also: wanted.also.filter((id) => methods.some((method) => method.id === id) && !drawn.includes(id)),
  }
}

/** What every part of the page draws; null while there are no results. */
export interface View {
  readonly results: EvaluationResults
  readonly choice: Choice
}

/** Asks for something else, and keeps the rest. */
export const want = (change: Partial<Wanted>): void => useWanted.setState(change)

import { differenceOf, methodOfKind, type Question, rowOf } from '#domain/evaluation/reading/look-up.ts'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import type { View } from '#stores/evidence/choice.ts'

/** pAUC@0.3 of two methods on the same crops. */
export interface PaucPair {
  /** Null where it was not evaluated, or there were no errors. */
  readonly student: number | null
  readonly other: number | null
  readonly difference: number | null
  readonly interval: { readonly low: number; readonly high: number } | null
}

export interface PaucRow {
  readonly id: string
  readonly label: string
  /** Too few impostors set the threshold: shown, marked, and in no mean. */
  readonly isMarked: boolean
  readonly proper: PaucPair
  readonly chosen: PaucPair
}

/** A column to sort by; null = as the results have the sets. */
export type PaucSort = { readonly by: 'student' | 'other' | 'difference'; readonly isDescending: boolean } | null

/** A row a set, for the crops and the judge that are chosen. */
export function paucRows({ results, choice: { question, against } }: View): readonly PaucRow[] {
  return results.sets.map(({ id, label }) => {
    const of = { ...question, set: id }
    return {
      id,
      label,
      isMarked: rowOf(results, of, methodOfKind(results, 'student')?.id)?.too_few_impostors ?? false,
      proper: pairOf(results, { ...of, condition: 'proper' }, against),
      chosen: pairOf(results, of, against),
    }
  })
}

/** By the chosen crops; what was not evaluated stays last. */
export function sorted(rows: readonly PaucRow[], sort: PaucSort): readonly PaucRow[] {
  if (!sort) return rows
  const sign = sort.isDescending ? -1 : 1
  return rows.toSorted(({ chosen: a }, { chosen: b }) => {
    const [one, two] = [a[sort.by], b[sort.by]]
    if (one === null || two === null) return Number(one === null) - Number(two === null)
    return sign * (one - two)
  })
}

/**
 * The mean over the rows that have both methods on both crops, so that its columns are about the same sets; null below
 * two of them. It has no interval: sets share persons.
 */
export function meanRow(rows: readonly PaucRow[]): (PaucRow & { readonly of: number }) | null {
  const whole = rows.filter(({ isMarked, proper, chosen }) => !isMarked && isWhole(proper) && isWhole(chosen))
  if (whole.length < 2) return null
  const mean = (crops: 'proper' | 'chosen'): PaucPair => {
    const of = (column: 'student' | 'other') => whole.reduce((sum, row) => sum + row[crops][column]!, 0) / whole.length
    return { student: of('student'), other: of('other'), difference: of('student') - of('other'), interval: null }
  }
  return {
    id: 'mean',
    label: 'Mean',
    isMarked: false,
    proper: mean('proper'),
    chosen: mean('chosen'),
    of: whole.length,
  }
}

const isWhole = ({ student, other }: PaucPair) => student !== null && other !== null

function pairOf(results: EvaluationResults, question: Question, against: string | undefined): PaucPair {
  const student = methodOfKind(results, 'student')?.id
  const mine = rowOf(results, question, student)?.pauc30 ?? null
  const theirs = rowOf(results, question, against)?.pauc30 ?? null
  const found = differenceOf(results, question, student, against)
  return {
    student: mine,
    other: theirs,
    difference: found?.difference ?? (mine === null || theirs === null ? null : mine - theirs),
    interval: found?.interval ?? null,
  }
}

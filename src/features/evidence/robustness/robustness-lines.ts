import { rowOf } from '#domain/evaluation/reading/look-up.ts'
import { type MisalignmentAxis, misalignmentAxes, placeOn } from '#domain/evaluation/reading/misalignment-axes.ts'
import type { ConditionInfo, EvaluationRow } from '#domain/evaluation/results.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import type { Measure, View } from '#stores/evidence/choice.ts'
import { drawnMethods } from '#stores/evidence/drawn.ts'
import { originColumns } from '#stores/evidence/origin.ts'
import type { Line, LinePoint } from '#ui/charts/lines/line.ts'

/** A misalignment's axis with what is drawn along it. */
export interface RobustnessChart {
  readonly axis: MisalignmentAxis
  /** Ascending, at least two. */
  readonly values: readonly number[]
  readonly lines: readonly Line[]
}

/** How a method does on a condition, in a measure; null where that was not evaluated. */
export function pointOf(row: EvaluationRow | null, measure: Measure): LinePoint | null {
  if (!row) return null
  const isProper = row.condition === 'proper'
  const exact = (value: number | null) => (value === null ? null : { value, low: value, high: value })
  switch (measure) {
    case 'pauc':
      if (row.pauc30 === null) return null
      return { value: row.pauc30, low: row.pauc30_ci?.[0] ?? row.pauc30, high: row.pauc30_ci?.[1] ?? row.pauc30 }
    // With itself a score agrees.
    case 'rank':
      return exact(isProper ? 1 : row.spearman)
    case 'rmse':
      return exact(isProper ? 0 : row.rmse)
  }
}

/** One chart a kind of misalignment of which more than the proper crops were evaluated. */
export const robustnessCharts = (view: View): readonly RobustnessChart[] =>
  misalignmentAxes.flatMap((axis) => {
    const steps = stepsOf(axis, view.results.conditions)
    const lines = drawnMethods(view).map(({ id, label, kind }) => ({
      id,
      label,
      kind,
      points: steps.map(({ condition }) => pointOf(rowFor(view, condition, id), view.choice.measure)),
    }))
    const isKnown = lines.some(({ points }) => points.filter((point) => point !== null).length > 1)
    return isKnown ? [{ axis, values: steps.map(({ value }) => value), lines }] : []
  })

/** Crops that lie on no axis: other procedures, other landmarks. */
export const otherAlignments = (view: View): readonly ConditionInfo[] =>
  view.results.conditions.filter(
    (condition) =>
      misalignmentAxes.every((axis) => placeOn(axis, condition) === null) &&
      drawnMethods(view).some(({ id }) => pointOf(rowFor(view, condition.id, id), view.choice.measure)),
  )

/** The row of a method on some crops, of the chosen set and judge. */
export const rowFor = ({ results, choice: { question } }: View, condition: string, method: string) =>
  rowOf(results, { ...question, condition }, method)

/** Every measure of some crops: a row a method and condition. */
export const robustnessRows = (view: View, conditions: readonly string[]): readonly CsvRow[] =>
  conditions.flatMap((condition) =>
    drawnMethods(view).flatMap(({ id, sha256 }) => {
      const row = rowFor(view, condition, id)
      if (!row) return []
      const { pauc30, pauc30_ci, spearman, bias, rmse, moves } = row
      return [
        {
          method: id,
          method_sha256: sha256,
          condition,
          moves,
          pauc30,
          pauc30_low: pauc30_ci?.[0] ?? null,
          pauc30_high: pauc30_ci?.[1] ?? null,
          spearman,
          bias,
          rmse,
          ...originColumns(view),
        },
      ]
    }),
  )

/** Ids of the conditions along an axis. */
export const conditionsOn = (axis: MisalignmentAxis, { results }: View): readonly string[] =>
  stepsOf(axis, results.conditions).map(({ condition }) => condition)

function stepsOf(axis: MisalignmentAxis, conditions: readonly ConditionInfo[]) {
  return conditions
    .flatMap((condition) => {
      const value = placeOn(axis, condition)
      return value === null ? [] : [{ value, condition: condition.id }]
    })
    .toSorted((a, b) => a.value - b.value)
}

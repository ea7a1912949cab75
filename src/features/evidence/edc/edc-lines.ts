import { curveOf, methodOfKind, rowOf } from '#domain/evaluation/reading/look-up.ts'
import { curveDiscards } from '#domain/evaluation/results.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import type { View } from '#stores/evidence/choice.ts'
import { drawnMethods } from '#stores/evidence/drawn.ts'
import { originColumns } from '#stores/evidence/origin.ts'
import type { Guide, Line } from '#ui/charts/lines/line.ts'

/** Error-versus-discard curves of the drawn methods that have one. */
export const edcLines = (view: View): readonly Line[] =>
  drawnMethods(view).flatMap(({ id, label, kind }) => {
    const curve = curveOf(view.results, view.choice.question, id)
    if (!curve) return []
    const points = curveDiscards.map((_, i) => ({ value: curve.fnmr[i]!, low: curve.low[i]!, high: curve.high[i]! }))
    return [{ id, label, kind, points }]
  })

/** What random discarding leaves, and what nobody can go below: the errors alone discarded. */
export function edcGuides({ results, choice: { question } }: View): readonly Guide[] {
  const fnmr0 = rowOf(results, question, methodOfKind(results, 'student')?.id)?.fnmr0
  if (fnmr0 === undefined) return []
  const end = curveDiscards.at(-1)!
  const corner = Math.min(fnmr0, end)
  return [
    {
      label: 'random',
      points: [
        { x: 0, y: fnmr0 },
        { x: end, y: fnmr0 },
      ],
      named: { x: end, y: fnmr0, anchor: 'end' },
    },
    {
      label: 'theoretical best',
      points: [
        { x: 0, y: fnmr0 },
        { x: corner, y: fnmr0 - corner },
        { x: end, y: fnmr0 - corner },
      ],
      named: { x: corner, y: fnmr0 - corner, anchor: corner > end / 2 ? 'end' : 'start' },
    },
  ]
}

/** The same curves as a table: a row a method and discarded share. */
export const edcRows = (view: View): readonly CsvRow[] =>
  drawnMethods(view).flatMap(({ id, sha256 }) => {
    const { question } = view.choice
    const curve = curveOf(view.results, question, id)
    if (!curve) return []
    return curveDiscards.map((discarded, i) => ({
      method: id,
      method_sha256: sha256,
      discarded,
      fnmr: curve.fnmr[i]!,
      low: curve.low[i]!,
      high: curve.high[i]!,
      condition: question.condition,
      moves: question.moves,
      ...originColumns(view),
    }))
  })

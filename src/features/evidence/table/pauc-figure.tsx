import { scaleLinear } from 'd3-scale'
import { useState } from 'react'
import { methodOfKind } from '#domain/evaluation/reading/look-up.ts'
import type { MethodInfo } from '#domain/evaluation/results.ts'
import { modelLabel } from '#domain/quality/manifest.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import { type View, want } from '#stores/evidence/choice.ts'
import { originColumns, originWords } from '#stores/evidence/origin.ts'
import { FigureExport } from '#ui/charts/file/figure-export.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { fixed } from '#ui/format.ts'
import { PHONE, useMedia } from '#ui/use-media.ts'
import { DifferenceAxis, DifferenceMark, EDGE, signed } from './difference-mark.tsx'
import { meanRow, type PaucPair, type PaucRow, type PaucSort, paucRows, sorted } from './pauc-rows.ts'

const TITLE = 'pAUC at 30%'
/** Of the axis of differences, in px. */
const WIDTH = { phone: 92, desk: 168 }

/** Student against another method on every set, with the difference and its interval. */
export function PaucFigure({ view, empty }: { readonly view: View | null; readonly empty: string }) {
  if (view) return <Pauc view={view} />
  return (
    <figure className="pauc">
      <figcaption>
        <h2>{TITLE}</h2>
      </figcaption>
      <p className="quiet">{empty}</p>
    </figure>
  )
}

function Pauc({ view }: { readonly view: View }) {
  const [sort, setSort] = useState<PaucSort>(null)
  const isPhone = useMedia(PHONE)
  const { results, choice } = view
  const { question, against } = choice
  const rows = sorted(paucRows(view), sort)
  const mean = meanRow(rows)
  const hasProper = !isPhone && question.condition !== 'proper'
  const ends = rows.flatMap(({ chosen: { difference, interval } }) => [
    ...(difference === null ? [] : [difference]),
    ...(interval ? [interval.low, interval.high] : []),
  ])
  const x = scaleLinear(
    [Math.min(-0.02, ...ends), Math.max(0.02, ...ends)],
    [EDGE, WIDTH[isPhone ? 'phone' : 'desk'] - EDGE],
  ).nice(4)
  const other = results.methods.find(({ id }) => id === against)
  const baseline = methodOfKind(results, 'baseline')
  const labelOf = ({ id, label }: MethodInfo) => (id === baseline?.id ? modelLabel.baseline : label)
  const otherLabel = other ? labelOf(other) : ''
  const isBaseline = other !== undefined && other.id === baseline?.id
  const crops = results.conditions.find(({ id }) => id === question.condition)?.label ?? ''
  const student = methodOfKind(results, 'student')
  const others = results.methods.filter(({ id }) => id !== student?.id)
  const columns = [
    { by: 'student', label: modelLabel.student },
    { by: 'other', label: otherLabel },
    { by: 'difference', label: 'Diff.' },
  ] as const
  return (
    <figure className="pauc">
      <figcaption>
        <h2>{TITLE}</h2>
        <span className="quiet">1 is random, lower is better</span>
        <span className="spacer" />
        {others.length > 1 && (
          <Choice
            label="Student against"
            isList
            options={others.map((method) => ({ id: method.id, label: labelOf(method) }))}
            value={against ?? ''}
            onChoose={(id) => want({ against: id })}
          />
        )}
        <FigureExport title={TITLE} file="plumb-pauc" rows={() => csvRows(view)} words={() => originWords(view)} />
      </figcaption>
      <table className="chart-table" aria-label={spoken(rows, otherLabel, crops)}>
        <thead>
          {hasProper && (
            <tr className="pauc-crops">
              <td />
              <th colSpan={3} className="pauc-group">
                Proper
              </th>
              <th colSpan={3} className="pauc-group">
                {crops}
              </th>
              <td />
            </tr>
          )}
          <tr>
            <th scope="col">Set</th>
            {hasProper &&
              columns.map(({ by, label }) => (
                <th key={by} scope="col" className="number">
                  {label}
                </th>
              ))}
            {columns.map(({ by, label }) => (
              <SortHead key={by} by={by} label={label} sort={sort} onSort={setSort} />
            ))}
            <th scope="col" className="pauc-mark">
              <DifferenceAxis x={x} />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} hasProper={hasProper} isBaseline={isBaseline} x={x} />
          ))}
          {mean && <Row row={mean} hasProper={hasProper} isBaseline={isBaseline} x={x} />}
        </tbody>
      </table>
      <p className="quiet pauc-note">
        Line: 95% interval of the difference on {crops.toLowerCase()} crops, paired over {results.replicates} draws of
        persons.
        {mean && ` The mean is over the ${mean.of} sets that have all its columns.`}
      </p>
    </figure>
  )
}

interface SortHeadProps {
  readonly by: NonNullable<PaucSort>['by']
  readonly label: string
  readonly sort: PaucSort
  onSort(sort: PaucSort): void
}

/** Up, then down, then as the results have them. */
function SortHead({ by, label, sort, onSort }: SortHeadProps) {
  const isSorted = sort?.by === by
  const next = !isSorted ? { by, isDescending: false } : sort.isDescending ? null : { by, isDescending: true }
  return (
    <th scope="col" className="number" aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="sort-head" onClick={() => onSort(next)}>
        {label}
      </button>
    </th>
  )
}

interface RowProps {
  readonly row: PaucRow
  readonly hasProper: boolean
  readonly isBaseline: boolean
  readonly x: Parameters<typeof DifferenceMark>[0]['x']
}

function Row({ row: { id, label, proper, chosen }, hasProper, isBaseline, x }: RowProps) {
  return (
    <tr className={id === 'mean' ? 'pauc-mean' : undefined}>
      <th scope="row">{label}</th>
      {hasProper && <Cells pair={proper} />}
      <Cells pair={chosen} studentClass="of-student" otherClass={isBaseline ? 'of-baseline' : ''} />
      <td className="pauc-mark">
        <DifferenceMark {...chosen} x={x} />
      </td>
    </tr>
  )
}

interface CellsProps {
  readonly pair: PaucPair
  readonly studentClass?: string
  readonly otherClass?: string
}

function Cells({ pair: { student, other, difference }, studentClass = '', otherClass = '' }: CellsProps) {
  return (
    <>
      <td className={`number ${studentClass}`}>{area(student)}</td>
      <td className={`number ${otherClass}`}>{area(other)}</td>
      <td className="number">{difference === null ? '–' : signed(difference)}</td>
    </>
  )
}

const area = (value: number | null) => (value === null ? '–' : fixed(value, 3).replace(/^0/, ''))

function spoken(rows: readonly PaucRow[], other: string, crops: string): string {
  const words = rows.flatMap(({ label, chosen: { student, other: theirs } }) =>
    student === null || theirs === null ? [] : [`${label}: Student ${area(student)}, ${other} ${area(theirs)}.`],
  )
  return [`${TITLE}, ${crops.toLowerCase()} crops.`, ...(words.length > 0 ? words : ['Not evaluated.'])].join(' ')
}

function csvRows(view: View): readonly CsvRow[] {
  const { question, against } = view.choice
  return paucRows(view).flatMap(({ id, proper, chosen }) =>
    [
      { condition: 'proper', pair: proper },
      ...(question.condition === 'proper' ? [] : [{ condition: question.condition, pair: chosen }]),
    ].map(({ condition, pair }) => ({
      condition,
      moves: condition === 'proper' ? 'quality' : question.moves,
      against: against ?? null,
      pauc30_student: pair.student,
      pauc30_other: pair.other,
      difference: pair.difference,
      low: pair.interval?.low ?? null,
      high: pair.interval?.high ?? null,
      ...originColumns(view),
      set: id,
    })),
  )
}

import { scaleLinear } from 'd3-scale'
import { useContext, useState } from 'react'
import { methodOfKind } from '#domain/evaluation/reading/look-up.ts'
import type { MethodInfo } from '#domain/evaluation/results.ts'
import { modelLabel } from '#domain/quality/manifest.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import { type View, want } from '#stores/evidence/choice.ts'
import { originColumns, originWords } from '#stores/evidence/origin.ts'
import { FigureExport } from '#ui/charts/file/figure-export.tsx'
import { TableFigure } from '#ui/charts/parts/table-figure.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { fixed } from '#ui/format.ts'
import { PHONE, useMedia } from '#ui/use-media.ts'
import { FixedWidth } from '#ui/use-width.ts'
import { DifferenceAxis, DifferenceMark, EDGE, signed } from './difference-mark.tsx'
import { meanRow, type PaucPair, type PaucRow, type PaucSort, paucRows, sorted } from './pauc-rows.ts'

const TITLE = 'pAUC at 30%'
/** Beside a set whose threshold too few impostors set. */
const MARK = '†'
/** Of the axis of differences, in px. */
const WIDTH = { narrow: 92, wide: 168 }
/** A figure of less has the chosen crops alone. */
const NARROW = 500

/** Student against another method on every set, with the difference and its interval. */
export function PaucFigure({ view }: { readonly view: View }) {
  const [sort, setSort] = useState<PaucSort>(null)
  const { results, choice } = view
  const rows = sorted(paucRows(view), sort)
  const mean = meanRow(rows)
  const student = methodOfKind(results, 'student')
  const others = results.methods.filter(({ id }) => id !== student?.id)
  return (
    <TableFigure
      title={TITLE}
      subtitle={`1 is random, lower is better; ${cropsOf(view).toLowerCase()} crops, 95% interval of the difference`}
      actions={
        <>
          {others.length > 1 && (
            <Choice
              label="Student against"
              isList
              options={others.map((method) => ({ id: method.id, label: labelOf(view, method) }))}
              value={choice.against ?? ''}
              onChoose={(id) => want({ against: id })}
            />
          )}
          <FigureExport
            title={TITLE}
            file="plumb-pauc"
            rows={() => csvRows(view)}
            words={() => originWords(view, TITLE, ['crops', 'judge'])}
          />
        </>
      }
      note={
        <p className="quiet pauc-note">
          Intervals are paired over {results.replicates} draws of persons.
          {mean && ` The mean is over the ${mean.of} sets that have all its columns.`}
          {rows.some(({ isMarked }) => isMarked) &&
            ` ${MARK} Too few impostors for the FMR: shown, in no mean, and not to be quoted.`}
        </p>
      }
    >
      <PaucTable view={view} rows={rows} mean={mean} sort={sort} onSort={setSort} />
    </TableFigure>
  )
}

const cropsOf = ({ results, choice: { question } }: View) =>
  results.conditions.find(({ id }) => id === question.condition)?.label ?? ''

const labelOf = ({ results }: View, { id, label }: MethodInfo) =>
  id === methodOfKind(results, 'baseline')?.id ? modelLabel.baseline : label

interface TableProps {
  readonly view: View
  readonly rows: readonly PaucRow[]
  readonly mean: PaucRow | null
  readonly sort: PaucSort
  onSort(sort: PaucSort): void
}

function PaucTable({ view, rows, mean, sort, onSort }: TableProps) {
  const isPhone = useMedia(PHONE)
  const fixedWidth = useContext(FixedWidth)
  const isNarrow = fixedWidth === null ? isPhone : fixedWidth < NARROW
  const { results, choice } = view
  const hasProper = !isNarrow && choice.question.condition !== 'proper'
  const ends = rows.flatMap(({ chosen: { difference, interval } }) => [
    ...(difference === null ? [] : [difference]),
    ...(interval ? [interval.low, interval.high] : []),
  ])
  const x = scaleLinear(
    [Math.min(-0.02, ...ends), Math.max(0.02, ...ends)],
    [EDGE, WIDTH[isNarrow ? 'narrow' : 'wide'] - EDGE],
  ).nice(4)
  const other = results.methods.find(({ id }) => id === choice.against)
  const otherLabel = other ? labelOf(view, other) : ''
  const isBaseline = other !== undefined && other.id === methodOfKind(results, 'baseline')?.id
  const crops = cropsOf(view)
  const columns = [
    { by: 'student', label: modelLabel.student },
    { by: 'other', label: otherLabel },
    { by: 'difference', label: 'Diff.' },
  ] as const
  return (
    <table className={`chart-table pauc ${isNarrow ? 'narrow' : ''}`} aria-label={spoken(rows, otherLabel, crops)}>
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
            <SortHead key={by} by={by} label={label} sort={sort} onSort={onSort} />
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

function Row({ row: { id, label, isMarked, proper, chosen }, hasProper, isBaseline, x }: RowProps) {
  return (
    <tr className={id === 'mean' ? 'pauc-mean' : undefined}>
      <th scope="row">{isMarked ? `${label} ${MARK}` : label}</th>
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

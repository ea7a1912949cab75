import { scaleLinear } from 'd3-scale'
import type { ConditionInfo, MendingRow, Rate } from '#domain/evaluation/results.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import type { View } from '#stores/evidence/choice.ts'
import { mendingOf } from '#stores/evidence/mending.ts'
import { fmrWords, originColumns, originWords } from '#stores/evidence/origin.ts'
import { FigureExport } from '#ui/charts/file/figure-export.tsx'
import { ChartFigure } from '#ui/charts/parts/chart-figure.tsx'
import { ticksThatFit } from '#ui/charts/parts/ticks.ts'
import { fixed, whole } from '#ui/format.ts'
import { useWidth } from '#ui/use-width.ts'

const TITLE = 'Crops as cut and cut again'
const TOP = 22
const ROW = 40
const BELOW = 40
/** Of the crops' names, of the edge, and of a value, in px. */
const LEFT = 84
const RIGHT = 12
const VALUE = 40

const percent = (share: number) => `${fixed(100 * share, 1)}%`
const withEnds = ({ value, low, high }: Rate) =>
  low === null || high === null ? percent(value) : `${percent(value)} (${percent(low)}–${percent(high)})`

/** How often a recogniser rejects a genuine comparison, by crops as cut and by the same cut again. */
export function MendingFigure({ view, isPrinted = false }: { readonly view: View; readonly isPrinted?: boolean }) {
  const [figure, width] = useWidth<HTMLElement>(216)
  const rows = mendingOf(view).filter(({ condition }) => condition !== 'proper')
  const [first] = rows
  if (!first) return null
  const labelOf = (id: string) => view.results.conditions.find((each: ConditionInfo) => each.id === id)?.label ?? id
  const highest = Math.max(
    ...rows.flatMap(({ as_cut, mended }) => [as_cut, mended].map(({ fnmr }) => fnmr.high ?? fnmr.value)),
  )
  const x = scaleLinear([0, highest || 0.1], [LEFT, width - RIGHT]).nice(5)
  const bottom = TOP + ROW * rows.length
  const proper = first.proper.fnmr.value
  const judge = view.results.judges.find(({ id }) => id === first.judge)?.label ?? first.judge
  return (
    <ChartFigure
      ref={figure}
      title={TITLE}
      subtitle={`hollow: as cut, filled: cut again by the student’s alignment; 95% intervals; judge ${judge}, FMR ${fmrWords(first.fmr)} on proper crops${first.too_few_impostors ? ', set by too few impostors to be quoted' : ''}`}
      table={{
        columns: ['Crops', 'As cut', 'Cut again'],
        rows: rows.map(({ condition, as_cut, mended }) => ({
          label: labelOf(condition),
          cells: [withEnds(as_cut.fnmr), withEnds(mended.fnmr)],
        })),
      }}
      printed={isPrinted ? null : <MendingFigure view={view} isPrinted />}
      actions={
        isPrinted ? null : (
          <FigureExport
            title={TITLE}
            file="plumb-mending"
            rows={() => mendingRows(view)}
            words={() => originWords(view, TITLE, ['set', 'judge'])}
          />
        )
      }
    >
      <svg
        className="chart"
        width={width}
        height={bottom + BELOW}
        viewBox={`0 0 ${width} ${bottom + BELOW}`}
        role="img"
        aria-label={spoken(rows, labelOf)}
      >
        <text x="0" y="12">
          crops
        </text>
        <path className="threshold" d={`M${Math.round(x(proper)) + 0.5} ${TOP}V${bottom}`} />
        <text className="note" x={x(proper)} y="12" textAnchor="middle">
          proper {percent(proper)}
        </text>
        {rows.map((row, i) => (
          <Pair
            key={row.condition}
            row={row}
            label={labelOf(row.condition)}
            x={x}
            end={width}
            y={TOP + ROW * (i + 0.5)}
          />
        ))}
        <path className="axis" d={`M${LEFT} ${bottom + 0.5}H${width - RIGHT}`} />
        {ticksThatFit(x, (share) => `${whole(100 * share)}%`).map((tick) => (
          <g key={tick}>
            <path className="axis" d={`M${Math.round(x(tick)) + 0.5} ${bottom}v4`} />
            <text x={x(tick)} y={bottom + 15} textAnchor="middle">
              {whole(100 * tick)}%
            </text>
          </g>
        ))}
        <text x={width - RIGHT} y={bottom + BELOW - 4} textAnchor="end">
          FNMR
        </text>
      </svg>
    </ChartFigure>
  )
}

interface PairProps {
  readonly row: MendingRow
  readonly label: string
  x(value: number): number
  /** Where the plot ends. */
  readonly end: number
  /** The middle of the row. */
  readonly y: number
}

/** Two marks on lanes of their own, so that neither lies on the other, each with its value on the side that is free. */
function Pair({ row: { as_cut, mended }, label, x, end, y }: PairProps) {
  return (
    <>
      <text className="place" x="0" y={y + 4}>
        {label}
      </text>
      <Interval rate={as_cut.fnmr} x={x} y={y - 8} />
      <circle className="cut-point" cx={x(as_cut.fnmr.value)} cy={y - 8} r="3.5" />
      <Value rate={as_cut.fnmr} x={x} end={end} y={y - 4} />
      <Interval rate={mended.fnmr} x={x} y={y + 8} />
      <circle className="student-point" cx={x(mended.fnmr.value)} cy={y + 8} r="4" />
      <Value rate={mended.fnmr} className="student" x={x} end={end} y={y + 12} />
    </>
  )
}

interface RateProps {
  readonly rate: Rate
  readonly className?: string
  x(value: number): number
  readonly y: number
}

const Interval = ({ rate: { low, high }, x, y }: RateProps) =>
  low !== null && high !== null && <path className="axis" d={`M${x(low)} ${y}H${x(high)}`} />

/** To the right of its interval, or to the left where there the plot ends. */
function Value({ rate: { value, low, high }, className = '', x, end, y }: RateProps & { readonly end: number }) {
  const right = x(high ?? value) + 8
  const isLeft = right + VALUE > end
  return (
    <text
      className={`name ${className}`}
      x={isLeft ? x(low ?? value) - 8 : right}
      y={y}
      textAnchor={isLeft ? 'end' : 'start'}
    >
      {percent(value)}
    </text>
  )
}

function spoken(rows: readonly MendingRow[], labelOf: (id: string) => string): string {
  const words = rows.map(
    ({ condition, as_cut, mended }) =>
      `${labelOf(condition)}: ${percent(as_cut.fnmr.value)} as cut, ${percent(mended.fnmr.value)} cut again.`,
  )
  return ['Genuine comparisons that fail.', ...words].join(' ')
}

const mendingRows = (view: View): readonly CsvRow[] =>
  mendingOf(view).map(({ condition, images, genuine, impostor, fmr, threshold, too_few_impostors, ...row }) => ({
    condition,
    mender_sha256: view.results.mender?.sha256 ?? null,
    ...{ images, genuine, impostor_comparisons: impostor, fmr_set: fmr, threshold },
    too_few_impostors: Number(too_few_impostors),
    ...Object.fromEntries(
      (['proper', 'as_cut', 'mended'] as const).flatMap((crops) =>
        (['fnmr', 'fmr'] as const).flatMap((rate) => {
          const { value, low, high } = row[crops][rate]
          return [
            [`${crops}_${rate}`, value],
            [`${crops}_${rate}_low`, low],
            [`${crops}_${rate}_high`, high],
          ]
        }),
      ),
    ),
    gain: row.gain.difference,
    gain_low: row.gain.interval?.low ?? null,
    gain_high: row.gain.interval?.high ?? null,
    ...originColumns(view),
  }))

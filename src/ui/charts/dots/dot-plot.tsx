import { scaleLinear } from 'd3-scale'
import { type ModelRole, modelLabel } from '#domain/quality/manifest.ts'
import { signed } from '../../format.ts'
import { useWidth } from '../../use-width.ts'
import { ChartFigure } from '../parts/chart-figure.tsx'
import '../charts.css'

/** Changes of score of one group of crops, in points of the scale. */
export interface DotRow {
  readonly label: string
  readonly dots: readonly Dot[]
}

export interface Dot {
  readonly label: string
  readonly student: number
  /** Null where the baseline is off. */
  readonly baseline: number | null
}

interface Props {
  readonly title: string
  readonly subtitle: string
  /** The same for a screen reader: "Change of score over the 24 crops of P24." */
  readonly spoken: string
  readonly rows: readonly DotRow[]
}

const ROW = 20
const LABELS = 104
const RIGHT = 14

/** How far each of a set of crops moves the score: a strip of dots a group, with the same numbers as a table. */
export function DotPlot({ title, subtitle, spoken, rows }: Props) {
  const [ref, width] = useWidth<HTMLElement>(640)
  const dots = rows.flatMap((row) => row.dots)
  const changes = dots.flatMap(({ student, baseline }) => (baseline === null ? [student] : [student, baseline]))
  const x = scaleLinear([Math.min(-5, ...changes), Math.max(5, ...changes)], [LABELS, width - RIGHT]).nice(6)
  const bottom = rows.length * ROW
  return (
    <ChartFigure ref={ref} title={title} subtitle={subtitle} table={tableOf(dots)}>
      <svg
        className="chart"
        width={width}
        height={bottom + 24}
        viewBox={`0 0 ${width} ${bottom + 24}`}
        role="img"
        aria-label={[spoken, sentence('student', dots), sentence('baseline', dots)].filter(Boolean).join(' ')}
      >
        {x.ticks(6).map((tick) => (
          <g key={tick}>
            <path className={tick === 0 ? 'axis' : 'grid'} d={`M${Math.round(x(tick)) + 0.5} 0V${bottom}`} />
            <text x={x(tick)} y={bottom + 16} textAnchor="middle">
              {signed(tick)}
            </text>
          </g>
        ))}
        {rows.map((row, index) => (
          <g key={row.label} transform={`translate(0 ${index * ROW})`}>
            {index > 0 && <path className="grid" d={`M0 0.5H${width - RIGHT}`} />}
            <text x="0" y="14">
              {row.label}
            </text>
            {row.dots.map(
              ({ label, baseline }) =>
                baseline !== null && (
                  <path key={label} className="baseline-point" d={`M${x(baseline)} 10.5l4 4-4 4-4-4z`}>
                    <title>{`${label}: baseline ${signed(baseline)}`}</title>
                  </path>
                ),
            )}
            {row.dots.map(({ label, student }) => (
              <circle key={label} className="student-point" cx={x(student)} cy="5.5" r="3.5">
                <title>{`${label}: student ${signed(student)}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
    </ChartFigure>
  )
}

const tableOf = (dots: readonly Dot[]) => ({
  columns: ['Crop', modelLabel.student, modelLabel.baseline],
  rows: dots.map(({ label, student, baseline }) => ({
    label,
    cells: [signed(student), baseline === null ? '' : signed(baseline)],
  })),
})

function sentence(role: ModelRole, dots: readonly Dot[]): string {
  const values = dots.flatMap((dot) => dot[role] ?? [])
  if (values.length === 0) return ''
  return `${modelLabel[role]} between ${inWords(Math.min(...values))} and ${inWords(Math.max(...values))}.`
}

const inWords = (value: number) =>
  `${value < -0.5 ? 'minus ' : value >= 0.5 ? 'plus ' : ''}${Math.abs(Math.round(value))}`

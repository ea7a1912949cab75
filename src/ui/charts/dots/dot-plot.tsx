import { scaleLinear } from 'd3-scale'
import { useState } from 'react'
import { type ModelRole, modelLabel } from '#domain/quality/manifest.ts'
import { signed } from '../../format.ts'
import { useWidth } from '../../use-width.ts'
import { ChartFigure } from '../parts/chart-figure.tsx'
import { Crosshair } from '../parts/crosshair.tsx'
import { ticksThatFit } from '../parts/ticks.ts'
import { BaselineDot, Reading, StudentDot } from './dot-marks.tsx'
import { type Dot, type DotRow, keysFrom, nearest, placedDots } from './placed-dots.ts'
import '../charts.css'

interface Props {
  readonly title: string
  readonly subtitle: string
  /** The same for a screen reader: "Change of score over the 24 crops of P24." */
  readonly spoken: string
  readonly rows: readonly DotRow[]
}

const ROW = 20
const LABELS = 116
const RIGHT = 14

/** How far each of a set of crops moves the score: a strip of dots a group, with the same numbers as a table. */
export function DotPlot({ title, subtitle, spoken, rows }: Props) {
  const [ref, width] = useWidth<HTMLElement>(640)
  // By name, since dots that are still to come move the others' places.
  const [at, setAt] = useState<string | null>(null)
  const dots = rows.flatMap((row) => row.dots)
  const changes = dots.flatMap(({ student, baseline }) => (baseline === null ? [student] : [student, baseline]))
  const x = scaleLinear([Math.min(-5, ...changes), Math.max(5, ...changes)], [LABELS, width - RIGHT]).nice(6)
  const bottom = rows.length * ROW
  const placed = placedDots(rows)
  const chosen = placed.find(({ label }) => label === at) ?? null
  return (
    <ChartFigure ref={ref} title={title} subtitle={subtitle} table={tableOf(dots)}>
      <div className="plot">
        <svg
          className="chart"
          width={width}
          height={bottom + 24}
          viewBox={`0 0 ${width} ${bottom + 24}`}
          role="img"
          aria-label={[spoken, sentence('student', dots), sentence('baseline', dots)].filter(Boolean).join(' ')}
        >
          {ticksThatFit(x, signed).map((tick) => (
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
              {chosen?.row !== index && (
                <text x="0" y="14">
                  {row.label}
                </text>
              )}
              <g className={chosen?.row === index ? 'aside' : undefined}>
                {row.dots.map(
                  ({ label, baseline }) => baseline !== null && <BaselineDot key={label} x={x(baseline)} size={4} />,
                )}
                {row.dots.map(({ label, student }) => (
                  <StudentDot key={label} x={x(student)} size={3.5} />
                ))}
              </g>
              {chosen?.row === index && <Reading dot={chosen} x={x} />}
            </g>
          ))}
        </svg>
        {placed.length > 0 && (
          <Crosshair
            label={`${title}, crosshair`}
            index={chosen && placed.indexOf(chosen)}
            start={0}
            last={placed.length - 1}
            valueText={chosen ? words(chosen) : ''}
            at={(px, py) => nearest(placed, x, px, Math.floor(py / ROW))}
            keysFrom={(index) => keysFrom(placed, x, index)}
            onMove={(index) => setAt(index === null ? null : (placed[index]?.label ?? null))}
          />
        )}
      </div>
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

const words = ({ label, student, baseline }: Dot) =>
  `${label}: ${modelLabel.student} ${signed(student)}${baseline === null ? '' : `, ${modelLabel.baseline} ${signed(baseline)}`}`

function sentence(role: ModelRole, dots: readonly Dot[]): string {
  const values = dots.flatMap((dot) => dot[role] ?? [])
  if (values.length === 0) return ''
  return `${modelLabel[role]} between ${inWords(Math.min(...values))} and ${inWords(Math.max(...values))}.`
}

const inWords = (value: number) =>
  `${value < -0.5 ? 'minus ' : value >= 0.5 ? 'plus ' : ''}${Math.abs(Math.round(value))}`

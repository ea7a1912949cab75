import { type ScaleLinear, scaleLinear } from 'd3-scale'
import { type Ref, useId } from 'react'
import { whole } from '../../format.ts'
import type { ModelKind } from '../../mark/model-key.tsx'
import { useWidth } from '../../use-width.ts'
import { ChartFigure } from '../parts/chart-figure.tsx'
import { Crosshair } from '../parts/crosshair.tsx'
import { ticksThatFit } from '../parts/ticks.ts'
import { Names, Readings, Series } from './series-marks.tsx'
import '../charts.css'

/** One model's scores along a sweep, 0 to 100. */
export interface SweepSeries {
  readonly id: string
  readonly label: string
  readonly kind: ModelKind
  /** One a step, in the order of the axis; null = not measured yet. */
  readonly points: readonly ({ readonly median: number; readonly low: number; readonly high: number } | null)[]
}

interface Props {
  /** Gets the chart as an image, to export it. */
  readonly ref?: Ref<SVGSVGElement>
  readonly title: string
  readonly subtitle: string
  /** What the axis says after its values. */
  readonly xLabel: string
  /** The steps of the sweep, ascending, at least two. */
  readonly xs: readonly number[]
  formatX(value: number): string
  /** Where on the axis the proper alignment is. */
  readonly reference: number
  readonly series: readonly SweepSeries[]
  /** Scores below it are discarded; null = none is shown. */
  readonly threshold: number | null
  /** Index of the step that the crosshair is on. */
  readonly crosshair: number | null
  onCrosshair(index: number | null): void
  /** A sentence for a screen reader, with the finding's numbers. */
  readonly spoken: string
}

const HEIGHT = 232
const TOP = 22
const BOTTOM = 192
const LEFT = 28
const RIGHT = 12

/** How the score of each model moves with one kind of misalignment: medians with bands, and a crosshair to read them. */
export function SweepChart({
  ref,
  title,
  subtitle,
  xLabel,
  xs,
  formatX,
  reference,
  series,
  threshold,
  crosshair,
  onCrosshair,
  spoken,
}: Props) {
  const [figure, width] = useWidth<HTMLElement>(216)
  const hatch = useId()
  const x = scaleLinear([xs[0]!, xs.at(-1)!], [LEFT, width - RIGHT])
  const y = scaleLinear([0, 100], [BOTTOM, TOP])
  const scales = { xs, x, y }
  const last = xs.length - 1
  return (
    <ChartFigure ref={figure} title={title} subtitle={subtitle} table={tableOf(title, xs, formatX, series)}>
      <div className="plot">
        <svg
          ref={ref}
          className="chart"
          width={width}
          height={HEIGHT}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          role="img"
          aria-label={spoken}
        >
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect className="hatch-ground" width="5" height="5" />
              <path className="hatch-line" d="M0 0v5" />
            </pattern>
          </defs>
          <Axes x={x} y={y} xLabel={xLabel} formatX={formatX} />
          <path className="reference" d={`M${Math.round(x(reference)) + 0.5} ${TOP}V${BOTTOM}`} />
          {threshold !== null && (
            <path className="threshold" d={`M${LEFT} ${Math.round(y(threshold)) + 0.5}H${width - RIGHT}`} />
          )}
          {series.toReversed().map((one) => (
            <Series key={one.id} series={one} hatch={hatch} {...scales} />
          ))}
          {threshold !== null && (
            <text className="note" x={LEFT + 4} y={y(threshold) - 4}>
              {`threshold ${whole(threshold)}`}
            </text>
          )}
          <Names series={series} crosshair={crosshair} {...scales} />
          {crosshair !== null && (
            <>
              <Readings series={series} index={crosshair} {...scales} />
              <text
                className="name"
                x={Math.min(Math.max(x(xs[crosshair]!), LEFT + 18), width - 18)}
                y="12"
                textAnchor="middle"
              >
                {formatX(xs[crosshair]!)}
              </text>
            </>
          )}
        </svg>
        <Crosshair
          label={`${title}, crosshair`}
          index={crosshair}
          start={nearest(xs, reference)}
          last={last}
          valueText={crosshair === null ? '' : inWords(formatX(xs[crosshair]!), series, crosshair)}
          at={(px) => nearest(xs, x.invert(px))}
          keysFrom={(index) => {
            const before = Math.max(0, index - 1)
            const after = Math.min(last, index + 1)
            return { ArrowLeft: before, ArrowDown: before, ArrowRight: after, ArrowUp: after, Home: 0, End: last }
          }}
          onMove={onCrosshair}
        />
      </div>
    </ChartFigure>
  )
}

interface Scales {
  readonly x: ScaleLinear<number, number>
  readonly y: ScaleLinear<number, number>
}

interface AxesProps extends Scales {
  readonly xLabel: string
  formatX(value: number): string
}

function Axes({ x, y, xLabel, formatX }: AxesProps) {
  const [left, right] = x.range() as [number, number]
  return (
    <>
      <text x="0" y="12">
        score
      </text>
      {[0, 25, 50, 75, 100].map((score) => (
        <g key={score}>
          <path className={score === 0 ? 'axis' : 'grid'} d={`M${left} ${Math.round(y(score)) + 0.5}H${right}`} />
          <text x={left - 6} y={y(score) + 4} textAnchor="end">
            {score}
          </text>
        </g>
      ))}
      {ticksThatFit(x, formatX).map((tick) => (
        <g key={tick}>
          <path className="axis" d={`M${Math.round(x(tick)) + 0.5} ${BOTTOM}v4`} />
          <text x={x(tick)} y={BOTTOM + 15} textAnchor="middle">
            {formatX(tick)}
          </text>
        </g>
      ))}
      <text x={right} y={HEIGHT - 4} textAnchor="end">
        {xLabel}
      </text>
    </>
  )
}

/** Index of the step that is nearest to a value. */
function nearest(xs: readonly number[], value: number): number {
  const away = xs.map((x) => Math.abs(x - value))
  return away.indexOf(Math.min(...away))
}

function inWords(place: string, series: readonly SweepSeries[], index: number): string {
  const scores = series.flatMap(({ label, points }) => {
    const point = points[index]
    return point ? [`${label} ${whole(point.median)}`] : []
  })
  return `${place}: ${scores.join(', ') || 'not measured yet'}`
}

function tableOf(
  title: string,
  xs: readonly number[],
  formatX: (value: number) => string,
  series: readonly SweepSeries[],
) {
  const cell = (point: SweepSeries['points'][number] | undefined) => {
    if (!point) return ''
    const band = point.low < point.high ? ` (${whole(point.low)}–${whole(point.high)})` : ''
    return `${whole(point.median)}${band}`
  }
  return {
    columns: [title, ...series.map(({ label }) => label)],
    rows: xs.map((x, index) => ({ label: formatX(x), cells: series.map(({ points }) => cell(points[index])) })),
  }
}

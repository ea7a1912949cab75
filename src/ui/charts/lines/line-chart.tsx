import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { type ReactNode, type Ref, useId } from 'react'
import { useWidth } from '../../use-width.ts'
import { ChartFigure } from '../parts/chart-figure.tsx'
import { Crosshair } from '../parts/crosshair.tsx'
import { ticksThatFit } from '../parts/ticks.ts'
import { type Guide, type Line, type Scale, type Scales, type StyledLine, styles, withStyles } from './line.ts'
import { type Beside, isBand, Marks, Names, Readings, roomBeside, Series } from './line-marks.tsx'
import '../charts.css'

export interface XAxis {
  /** What the axis says after its values. */
  readonly label: string
  /** The steps that every line has a value for or none, ascending, at least two. */
  readonly values: readonly number[]
  format(value: number): string
  /** What stands at the crosshair; without it the value alone. */
  read?(value: number): string
  /** A value with a line of its own, such as the proper alignment; null = none. It is where the keys begin. */
  readonly reference: number | null
  /** Values that are named; without it, round ones. */
  readonly ticks?: readonly number[]
}

export interface YAxis {
  readonly label: string
  readonly ends: readonly [low: number, high: number]
  readonly ticks: readonly number[]
  format(value: number): string
  /** How a value of a line is written; without it as those of the axis. */
  read?(value: number): string
}

interface Props {
  /** Gets the chart as an image, to export it. */
  readonly ref?: Ref<SVGSVGElement>
  readonly title: string
  readonly subtitle: string
  readonly x: XAxis
  readonly y: YAxis
  readonly lines: readonly Line[]
  readonly guides?: readonly Guide[]
  /** Whether a value holds until the next one. */
  readonly isStepped?: boolean
  /** Whether a value is an amount, filled down to the axis. */
  readonly isFilled?: boolean
  /** Whether each value has its mark, since there are few. */
  readonly areMarked?: boolean
  /** Where a line's name stands. */
  readonly namedAt?: 'end' | 'peak'
  readonly height?: number
  /** Index of the step that the crosshair is on. */
  readonly crosshair: number | null
  onCrosshair(index: number | null): void
  /** A sentence for a screen reader, with the finding's numbers. */
  readonly spoken: string
  /** Beside "Show data". */
  readonly actions?: ReactNode
}

const TOP = 22
const BELOW = 40
const RIGHT = 12
/** Width of a digit at most, in px. */
const GLYPH = 6.5
/** From this width on the lines' names have room beside the plot. */
const WIDE = 520
const beside: Readonly<Record<'wide' | 'narrow', Beside>> = {
  wide: { leader: 28, longest: 20 },
  narrow: { leader: 18, longest: 13 },
}
/** So many names at most stand within a narrow plot. */
const MOST_WITHIN = 3
/** About so many marks along a line tell it from others of its colour. */
const MARKS_ALONG = 4

/** Values along an axis: lines with bands, what to compare them with, and a crosshair to read them. */
export function LineChart(props: Props) {
  const {
    ref,
    title,
    subtitle,
    x: xAxis,
    y: yAxis,
    lines,
    guides = [],
    isStepped = false,
    isFilled = false,
    areMarked = false,
    namedAt = 'end',
    height = 232,
    crosshair,
    onCrosshair,
    spoken,
    actions,
  } = props
  const [figure, width] = useWidth<HTMLElement>(216)
  const hatch = useId()
  const { values: xs } = xAxis
  const styled = withStyles(lines)
  const areBeside = namedAt === 'end' && (width >= WIDE || lines.length > MOST_WITHIN)
  const names = areBeside ? beside[width >= WIDE ? 'wide' : 'narrow'] : namedAt
  const left = 8 + GLYPH * Math.max(...yAxis.ticks.map((tick) => glyphsOf(yAxis.format(tick))), 3)
  const bottom = height - BELOW
  const x = scaleLinear(
    [xs[0]!, xs.at(-1)!],
    [left, width - (typeof names === 'object' ? roomBeside(lines, names) : RIGHT)],
  )
  const y = scaleLinear(yAxis.ends, [bottom, TOP])
  const scales = { xs, x, y }
  const last = xs.length - 1
  const read = xAxis.read ?? xAxis.format
  return (
    <ChartFigure
      ref={figure}
      title={title}
      subtitle={subtitle}
      table={tableOf(title, xAxis, yAxis, lines)}
      actions={actions}
      printed={<LineChart {...props} ref={null} crosshair={null} actions={null} />}
    >
      <div className="plot">
        <svg
          ref={ref}
          className="chart"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={spoken}
        >
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect className="hatch-ground" width="5" height="5" />
              <path className="hatch-line" d="M0 0v5" />
            </pattern>
          </defs>
          <Axes x={x} y={y} xAxis={xAxis} yAxis={yAxis} height={height} />
          {xAxis.reference !== null && (
            <path className="reference" d={`M${Math.round(x(xAxis.reference)) + 0.5} ${TOP}V${bottom}`} />
          )}
          {guides.map(({ label, points }) => (
            <path key={label} className="threshold" d={guidePath(points, x, y)} />
          ))}
          {styled.toReversed().map((one) => (
            <Series key={one.id} line={one} isStepped={isStepped} isFilled={isFilled} hatch={hatch} {...scales} />
          ))}
          {styled.map((one) => (
            <Marks key={one.id} line={areMarked ? one : marksAlong(one, last)} {...scales} />
          ))}
          {guides.map(({ label, named }) => (
            <text
              key={label}
              className="note"
              x={x(named.x) + (named.anchor === 'start' ? 4 : 0)}
              y={y(named.y) - 4}
              textAnchor={named.anchor}
            >
              {label}
            </text>
          ))}
          <Names lines={styled} crosshair={crosshair} at={names} {...scales} />
          {crosshair !== null && (
            <>
              <Readings lines={styled} index={crosshair} format={yAxis.read ?? yAxis.format} {...scales} />
              <Place text={read(xs[crosshair]!)} px={x(xs[crosshair]!)} left={left} width={width} />
            </>
          )}
        </svg>
        <Crosshair
          label={`${title}, crosshair`}
          index={crosshair}
          start={nearest(xs, xAxis.reference ?? xs[0]!)}
          last={last}
          valueText={crosshair === null ? '' : inWords(read(xs[crosshair]!), yAxis, lines, crosshair)}
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

interface AxesProps extends Omit<Scales, 'xs'> {
  readonly xAxis: XAxis
  readonly yAxis: YAxis
  readonly height: number
}

function Axes({ x, y, xAxis, yAxis, height }: AxesProps) {
  const [left, right] = x.range() as [number, number]
  const [bottom] = y.range() as [number, number]
  return (
    <>
      <text x="0" y="12">
        {yAxis.label}
      </text>
      {yAxis.ticks.map((tick) => (
        <g key={tick}>
          <path
            className={tick === yAxis.ends[0] ? 'axis' : 'grid'}
            d={`M${left} ${Math.round(y(tick)) + 0.5}H${right}`}
          />
          <text x={left - 6} y={y(tick) + 4} textAnchor="end">
            {yAxis.format(tick)}
          </text>
        </g>
      ))}
      {(xAxis.ticks ?? ticksThatFit(x, xAxis.format)).map((tick) => (
        <g key={tick}>
          <path className="axis" d={`M${Math.round(x(tick)) + 0.5} ${bottom}v4`} />
          <text x={x(tick)} y={bottom + 15} textAnchor="middle">
            {xAxis.format(tick)}
          </text>
        </g>
      ))}
      <text x={right} y={height - 4} textAnchor="end">
        {xAxis.label}
      </text>
    </>
  )
}

interface PlaceProps {
  readonly text: string
  readonly px: number
  readonly left: number
  readonly width: number
}

/** Where the crosshair is, above the plot and within its edges. */
function Place({ text, px, left, width }: PlaceProps) {
  const half = Math.max(18, 3.5 * text.length)
  return (
    <text className="name" x={Math.min(Math.max(px, left + half), width - half)} y="12" textAnchor="middle">
      {text}
    </text>
  )
}

const guidePath = (points: Guide['points'], x: Scale, y: Scale) =>
  line<Guide['points'][number]>(
    (point) => x(point.x),
    (point) => Math.round(y(point.y)) + 0.5,
  )(points) ?? ''

/** A line with a few of its points, others than those of its neighbours: models have their colour, and none. */
function marksAlong(line: StyledLine, last: number): StyledLine {
  const step = Math.max(1, Math.round(last / MARKS_ALONG))
  const first = Math.round((step * (line.style + 1)) / (styles + 1))
  const isMarked = (index: number) => line.kind === 'other' && index % step === first
  return { ...line, points: line.points.map((point, index) => (isMarked(index) ? point : null)) }
}

/** How many digits a label is as wide as. */
const glyphsOf = (label: string) => label.length + (label.endsWith('%') ? 0.5 : 0)

/** Index of the step that is nearest to a value. */
function nearest(xs: readonly number[], value: number): number {
  const away = xs.map((x) => Math.abs(x - value))
  return away.indexOf(Math.min(...away))
}

function inWords(place: string, { format, read = format }: YAxis, lines: readonly Line[], index: number): string {
  const values = lines.flatMap(({ label, points }) => {
    const point = points[index]
    return point ? [`${label} ${read(point.value)}`] : []
  })
  return `${place}: ${values.join(', ') || 'not measured yet'}`
}

function tableOf(title: string, { values, format }: XAxis, { read, format: plain }: YAxis, lines: readonly Line[]) {
  const write = read ?? plain
  const cell = (point: Line['points'][number] | undefined) => {
    if (!point) return ''
    const band = isBand(point) ? ` (${write(point.low)}–${write(point.high)})` : ''
    return `${write(point.value)}${band}`
  }
  return {
    columns: [title, ...lines.map(({ label }) => label)],
    rows: values.map((x, index) => ({ label: format(x), cells: lines.map(({ points }) => cell(points[index])) })),
  }
}

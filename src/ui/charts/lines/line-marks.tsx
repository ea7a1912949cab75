import { area, curveLinear, curveStepAfter, line } from 'd3-shape'
import { shortened } from '../../format.ts'
import type { Line, LineKind, LinePoint, Scales, StyledLine } from './line.ts'
import { pushApart } from './push-apart.ts'

/** Least distance between the base lines of two labels. */
const LABEL_GAP = 13
/** About the width of a letter of 11 px, semibold. */
const GLYPH = 7
/** Letters of a name at a line's end within the plot, and at a peak, which may say more. */
const LONGEST = { end: 16, peak: 24 }

/** How names stand beside a plot. */
export interface Beside {
  /** Of what leads from a line's end to its name, in px: long enough to show the line's dashes. */
  readonly leader: number
  /** Letters of a name. */
  readonly longest: number
}

/** Room for the lines' names beside the plot, in px. */
export const roomBeside = (lines: readonly Line[], { leader, longest }: Beside): number =>
  leader + 12 + GLYPH * Math.max(8, ...lines.map(({ label }) => Math.min(label.length, longest)))

interface SeriesProps extends Scales {
  readonly line: StyledLine
  /** Whether a value holds until the next one. */
  readonly isStepped: boolean
  /** Whether the line is filled down to the axis, in place of a band. */
  readonly isFilled: boolean
  /** Id of the pattern that hatches the baseline's band. */
  readonly hatch: string
}

/** A line with its band; a gap where there is no value. */
export function Series({ line: { kind, style, points }, isStepped, isFilled, xs, x, y, hatch }: SeriesProps) {
  const steps = points.map((point, index) => ({ point, px: x(xs[index]!) }))
  const curve = isStepped ? curveStepAfter : curveLinear
  const value = line<(typeof steps)[number]>(
    ({ px }) => px,
    ({ point }) => y(point!.value),
  )
    .defined(({ point }) => point !== null)
    .curve(curve)
  const band = area<(typeof steps)[number]>(
    ({ px }) => px,
    ({ point }) => (isFilled ? y.range()[0]! : y(point!.low)),
    ({ point }) => y(isFilled ? point!.value : point!.high),
  )
    .defined(({ point }) => point !== null)
    .curve(curve)
  return (
    <>
      {kind !== 'other' && (isFilled || points.some(isBand)) && (
        <path
          className={`band ${kind}`}
          fill={kind === 'baseline' ? `url(#${hatch})` : undefined}
          d={band(steps) ?? ''}
        />
      )}
      <path className={lookOf(kind, style)} d={value(steps) ?? ''} />
    </>
  )
}

const lookOf = (kind: LineKind, style: number) => `series-line ${kind} style-${style}`

/** Whether a value is known up to a range only. */
export const isBand = (point: LinePoint | null): point is LinePoint => point !== null && point.low < point.high

interface MarksProps extends Scales {
  readonly lines: readonly StyledLine[]
}

interface NamesProps extends MarksProps {
  /** Index of the crosshair's step: where its readings need the room, the names give way. */
  readonly crosshair: number | null
  /** Beside the plot, within it at the line's end, or at its highest point. */
  readonly at: Beside | 'end' | 'peak'
}

interface PlacedName {
  readonly line: StyledLine
  readonly text: string
  readonly x: number
  /** Where its base line would be if it were alone. */
  readonly wanted: number
  /** The line's end. */
  readonly end: { readonly x: number; readonly y: number }
}

/** The lines' names, each where its line is: beside the plot or on the side that the line leaves free, or at its peak. */
export function Names({ lines, crosshair, at, ...scales }: NamesProps) {
  const names = lines.flatMap((line): PlacedName[] => {
    const last = line.points.findLastIndex((point) => point !== null)
    if (last < 0) return []
    const isBeside = typeof at === 'object'
    const text = shortened(line.label, isBeside ? at.longest : LONGEST[at])
    const end = { x: scales.x(scales.xs[last]!), y: scales.y(line.points[last]!.value) }
    const place = isBeside
      ? { x: end.x + at.leader + 8, wanted: end.y + 4 }
      : placeOf(at, line, text, end, scales, crosshair)
    return place ? [{ line, text, end, ...place }] : []
  })
  const [bottom, top] = scales.y.range() as [number, number]
  const places = pushApart(
    names.map(({ wanted }) => wanted),
    LABEL_GAP,
    [top - 2, bottom - 4],
  )
  return names.map(({ line: { id, kind, style }, text, x, end }, index) => (
    <g key={id}>
      {typeof at === 'object' && (
        <Leader kind={kind} style={style} end={end} length={at.leader} y={places[index]! - 4} />
      )}
      <text className={`name ${kind}`} x={x} y={places[index]} textAnchor={at === 'end' ? 'end' : 'start'}>
        {text}
      </text>
    </g>
  ))
}

/** Null where the crosshair's readings need the room. */
function placeOf(
  at: 'end' | 'peak',
  { points }: Line,
  text: string,
  end: PlacedName['end'],
  { xs, x, y }: Scales,
  crosshair: number | null,
): Pick<PlacedName, 'x' | 'wanted'> | null {
  if (at === 'peak') {
    const peak = points.reduce(
      (best, point, index) => (point && point.value > (points[best]?.value ?? Number.NEGATIVE_INFINITY) ? index : best),
      0,
    )
    return {
      x: Math.min(x(xs[peak]!) + 12, x.range()[1]! - GLYPH * text.length),
      wanted: y(points[peak]!.value) - 4,
    }
  }
  const width = GLYPH * text.length
  const right = Math.max(end.x, x.range()[0]! + width)
  if (crosshair !== null && x(xs[crosshair]!) > right - width - 6) return null
  const under = points.find((point, index) => point !== null && x(xs[index]!) > right - width)
  const falls = under != null && end.y - y(under.value) > 4
  return { x: right, wanted: falls ? end.y + 13 : end.y - 6 }
}

interface LeaderProps {
  readonly kind: LineKind
  readonly style: number
  readonly end: PlacedName['end']
  readonly length: number
  /** Of the name. */
  readonly y: number
}

/** Leads from a line's end to its name, in the line's own dashes and with its mark. */
const Leader = ({ kind, style, end, length, y }: LeaderProps) => (
  <>
    <path className={lookOf(kind, style)} d={`M${end.x} ${end.y}L${end.x + 8} ${y}H${end.x + length}`} />
    <PointMark kind={kind} style={style} x={end.x + length} y={y} />
  </>
)

/** A mark on each value of a line. */
export function Marks({ line: { kind, style, points }, xs, x, y }: Scales & { readonly line: StyledLine }) {
  return points.map((point, index) => {
    const px = x(xs[index]!)
    return point && <PointMark key={px} kind={kind} style={style} x={px} y={y(point.value)} />
  })
}

interface ReadingsProps extends MarksProps {
  readonly index: number
  format(value: number): string
}

/** The crosshair's line with every line's mark and value at it. */
export function Readings({ lines, xs, x, y, index, format }: ReadingsProps) {
  const px = x(xs[index]!)
  const readings = lines.flatMap(({ id, kind, style, points }) => {
    const point = points[index]
    return point ? [{ id, kind, style, value: point.value, py: y(point.value) }] : []
  })
  const [bottom, top] = y.range() as [number, number]
  const places = pushApart(
    readings.map(({ py }) => py + 4),
    LABEL_GAP,
    [top + 4, bottom + 4],
  )
  const side =
    px < x.range()[0]! + 40 ? { x: px + 8, textAnchor: 'start' as const } : { x: px - 8, textAnchor: 'end' as const }
  return (
    <>
      <path className="crosshair-line" d={`M${Math.round(px) + 0.5} ${top}V${bottom}`} />
      {readings.map(({ id, kind, style, py }) => (
        <PointMark key={id} kind={kind} style={style} x={px} y={py} />
      ))}
      {readings.map(({ id, kind, value }, place) => (
        <text key={id} className={`name ${kind}`} y={places[place]} {...side}>
          {format(value)}
        </text>
      ))}
    </>
  )
}

interface PointMarkProps {
  readonly kind: LineKind
  /** Of a line among those of its kind. */
  readonly style: number
  readonly x: number
  readonly y: number
}

/** The form that stands for a line's owner, so that colour is never alone. */
export function PointMark({ kind, style, x, y }: PointMarkProps) {
  switch (kind) {
    case 'student':
      return <circle className="student-point" cx={x} cy={y} r="4" />
    case 'baseline':
      return <path className="baseline-point" d={`M${x} ${y - 4.5}l4.5 4.5-4.5 4.5-4.5-4.5z`} />
    case 'own':
      return <path className="own-point" d={`M${x} ${y}${ownForms[style]}`} />
    case 'other':
      return <path className="other-point" d={`M${x} ${y}${otherForms[style]}`} />
  }
}

const square = 'm-3-3h6v6h-6z'
const triangle = 'm0-3.5 3.5 6h-7z'
const turned = 'm0 3.5 3.5-6h-7z'
const plus = 'm-3.5 0h7m-3.5-3.5v7'
const cross = 'm-2.5-2.5 5 5m0-5-5 5'
const bar = 'm0-3.5v7'

const ownForms = ['m-3.5-3.5h7v7h-7z', triangle, turned, cross, plus, bar]
const otherForms = [triangle, cross, square, plus, turned, bar]

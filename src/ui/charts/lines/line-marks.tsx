import { area, curveLinear, curveStepAfter, line } from 'd3-shape'
import { shortened } from '../../format.ts'
import type { Line, LineKind, LinePoint, Scales } from './line.ts'
import { pushApart } from './push-apart.ts'

/** Least distance between the base lines of two labels. */
const LABEL_GAP = 13
/** About the width of a letter of 11 px, semibold. */
const GLYPH = 7
const LONGEST_NAME = 16
/** A peak's name may say more. */
const LONGEST_AT_PEAK = 24

/** Room for the lines' names beside the plot, in px. */
export const roomBeside = (lines: readonly Line[]): number =>
  8 + GLYPH * Math.max(8, ...lines.map(({ label }) => Math.min(label.length, LONGEST_NAME)))

interface SeriesProps extends Scales {
  readonly line: Line
  /** Whether a value holds until the next one. */
  readonly isStepped: boolean
  /** Whether the line is filled down to the axis, in place of a band. */
  readonly isFilled: boolean
  /** Id of the pattern that hatches the baseline's band. */
  readonly hatch: string
}

/** A line with its band; a gap where there is no value. */
export function Series({ line: { kind, points }, isStepped, isFilled, xs, x, y, hatch }: SeriesProps) {
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
      <path className={`series-line ${kind}`} d={value(steps) ?? ''} />
    </>
  )
}

/** Whether a value is known up to a range only. */
export const isBand = (point: LinePoint | null): point is LinePoint => point !== null && point.low < point.high

interface MarksProps extends Scales {
  readonly lines: readonly Line[]
}

interface NamesProps extends MarksProps {
  /** Index of the crosshair's step: where its readings need the room, the names give way. */
  readonly crosshair: number | null
  /** Beside the plot, within it at the line's end, or at its highest point. */
  readonly at: 'beside' | 'end' | 'peak'
}

/** The lines' names, each where its line is: beside the plot or on the side that the line leaves free, or at its peak. */
export function Names({ lines, xs, x, y, crosshair, at }: NamesProps) {
  const ends = lines.flatMap(({ id, kind, label, points }) => {
    const last = points.findLastIndex((point) => point !== null)
    if (last < 0) return []
    const text = shortened(label, at === 'peak' ? LONGEST_AT_PEAK : LONGEST_NAME)
    const end = y(points[last]!.value)
    if (at === 'beside') return [{ id, kind, text, place: x(xs[last]!) + 8, wanted: end + 4 }]
    if (at === 'peak') {
      const peak = points.reduce(
        (best, point, index) =>
          point && point.value > (points[best]?.value ?? Number.NEGATIVE_INFINITY) ? index : best,
        0,
      )
      const place = Math.min(x(xs[peak]!) + 12, x.range()[1]! - GLYPH * text.length)
      return [{ id, kind, text, place, wanted: y(points[peak]!.value) - 4 }]
    }
    const width = GLYPH * text.length
    const right = Math.max(x(xs[last]!), x.range()[0]! + width)
    if (crosshair !== null && x(xs[crosshair]!) > right - width - 6) return []
    const under = points.find((point, index) => point !== null && x(xs[index]!) > right - width)
    const falls = under != null && end - y(under.value) > 4
    return [{ id, kind, text, place: right, wanted: falls ? end + 13 : end - 6 }]
  })
  const [bottom, top] = y.range() as [number, number]
  const places = pushApart(
    ends.map(({ wanted }) => wanted),
    LABEL_GAP,
    [top - 2, bottom - 4],
  )
  return ends.map(({ id, kind, text, place }, index) => (
    <text key={id} className={`name ${kind}`} x={place} y={places[index]} textAnchor={at === 'end' ? 'end' : 'start'}>
      {text}
    </text>
  ))
}

/** A mark on each value of a line. */
export function Marks({ line: { kind, points }, xs, x, y }: Scales & { readonly line: Line }) {
  return points.map((point, index) => {
    const px = x(xs[index]!)
    return point && <PointMark key={px} kind={kind} x={px} y={y(point.value)} />
  })
}

interface ReadingsProps extends MarksProps {
  readonly index: number
  format(value: number): string
}

/** The crosshair's line with every line's mark and value at it. */
export function Readings({ lines, xs, x, y, index, format }: ReadingsProps) {
  const px = x(xs[index]!)
  const readings = lines.flatMap(({ id, kind, points }) => {
    const point = points[index]
    return point ? [{ id, kind, value: point.value, py: y(point.value) }] : []
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
      {readings.map(({ id, kind, py }) => (
        <PointMark key={id} kind={kind} x={px} y={py} />
      ))}
      {readings.map(({ id, kind, value }, place) => (
        <text key={id} className={`name ${kind}`} y={places[place]} {...side}>
          {format(value)}
        </text>
      ))}
    </>
  )
}

/** The form that stands for a line's owner, so that colour is never alone. */
export function PointMark({ kind, x, y }: { readonly kind: LineKind; readonly x: number; readonly y: number }) {
  switch (kind) {
    case 'student':
      return <circle className="student-point" cx={x} cy={y} r="4" />
    case 'baseline':
      return <path className="baseline-point" d={`M${x} ${y - 4.5}l4.5 4.5-4.5 4.5-4.5-4.5z`} />
    case 'own':
      return <rect className="own-point" x={x - 3.5} y={y - 3.5} width="7" height="7" />
    case 'other':
      return <circle className="other-point" cx={x} cy={y} r="2.5" />
  }
}

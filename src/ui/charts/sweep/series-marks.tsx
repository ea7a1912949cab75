import type { ScaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { shortened, whole } from '../../format.ts'
import type { ModelKind } from '../../mark/model-key.tsx'
import { pushApart } from './push-apart.ts'
import type { SweepSeries } from './sweep-chart.tsx'

interface Scales {
  readonly xs: readonly number[]
  readonly x: ScaleLinear<number, number>
  readonly y: ScaleLinear<number, number>
}

/** Least distance between the base lines of two labels. */
const LABEL_GAP = 13
const LONGEST_LABEL = 16
/** About the width of a letter of 11 px, semibold. */
const GLYPH = 7

interface SeriesProps extends Scales {
  readonly series: SweepSeries
  /** Id of the pattern that hatches the baseline's band. */
  readonly hatch: string
}

/** A model's line with its band; a gap where nothing is measured yet. */
export function Series({ series: { kind, points }, xs, x, y, hatch }: SeriesProps) {
  const steps = points.map((point, index) => ({ point, px: x(xs[index]!) }))
  const median = line<(typeof steps)[number]>(
    ({ px }) => px,
    ({ point }) => y(point!.median),
  ).defined(({ point }) => point !== null)
  const band = area<(typeof steps)[number]>(
    ({ px }) => px,
    ({ point }) => y(point!.low),
    ({ point }) => y(point!.high),
  ).defined(({ point }) => point !== null)
  const spreads = points.some((point) => point !== null && point.low < point.high)
  return (
    <>
      {spreads && (
        <path
          className={`band ${kind}`}
          fill={kind === 'baseline' ? `url(#${hatch})` : undefined}
          d={band(steps) ?? ''}
        />
      )}
      <path className={`series-line ${kind}`} d={median(steps) ?? ''} />
    </>
  )
}

interface MarksProps extends Scales {
  readonly series: readonly SweepSeries[]
}

interface NamesProps extends MarksProps {
  /** Index of the crosshair's step: where its readings need the room, the names give way. */
  readonly crosshair: number | null
}

/** The models' names, each at the right end of its line, on the side that the line leaves free. */
export function Names({ series, xs, x, y, crosshair }: NamesProps) {
  const ends = series.flatMap(({ id, kind, label, points }) => {
    const last = points.findLastIndex((point) => point !== null)
    if (last < 0) return []
    const text = shortened(label, LONGEST_LABEL)
    const width = GLYPH * text.length
    const right = Math.max(x(xs[last]!), x.range()[0]! + width)
    if (crosshair !== null && x(xs[crosshair]!) > right - width - 6) return []
    const end = y(points[last]!.median)
    const under = points.find((point, index) => point !== null && x(xs[index]!) > right - width)
    const falls = under != null && end - y(under.median) > 4
    return [{ id, kind, text, right, wanted: falls ? end + 13 : end - 6 }]
  })
  const places = pushApart(
    ends.map(({ wanted }) => wanted),
    LABEL_GAP,
    [y(100) - 2, y(0) - 4],
  )
  return ends.map(({ id, kind, text, right }, index) => (
    <text key={id} className={`name ${kind}`} x={right} y={places[index]} textAnchor="end">
      {text}
    </text>
  ))
}

interface ReadingsProps extends MarksProps {
  readonly index: number
}

/** The crosshair's line with every model's mark and score at it. */
export function Readings({ series, xs, x, y, index }: ReadingsProps) {
  const px = x(xs[index]!)
  const readings = series.flatMap(({ id, kind, points }) => {
    const point = points[index]
    return point ? [{ id, kind, score: point.median, py: y(point.median) }] : []
  })
  const places = pushApart(
    readings.map(({ py }) => py + 4),
    LABEL_GAP,
    [y(100) + 4, y(0) + 4],
  )
  const side =
    px < x.range()[0]! + 40 ? { x: px + 8, textAnchor: 'start' as const } : { x: px - 8, textAnchor: 'end' as const }
  return (
    <>
      <path className="crosshair-line" d={`M${Math.round(px) + 0.5} ${y(100)}V${y(0)}`} />
      {readings.map(({ id, kind, py }) => (
        <PointMark key={id} kind={kind} x={px} y={py} />
      ))}
      {readings.map(({ id, kind, score }, place) => (
        <text key={id} className={`name ${kind}`} y={places[place]} {...side}>
          {whole(score)}
        </text>
      ))}
    </>
  )
}

function PointMark({ kind, x, y }: { readonly kind: ModelKind; readonly x: number; readonly y: number }) {
  switch (kind) {
    case 'student':
      return <circle className="student-point" cx={x} cy={y} r="4" />
    case 'baseline':
      return <path className="baseline-point" d={`M${x} ${y - 4.5}l4.5 4.5-4.5 4.5-4.5-4.5z`} />
    case 'own':
      return <rect className="own-point" x={x - 3.5} y={y - 3.5} width="7" height="7" />
  }
}

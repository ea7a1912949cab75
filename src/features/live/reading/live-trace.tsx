import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { useState } from 'react'
import type { TracePoint } from '#domain/live/reading.ts'
import { modelLabel } from '#domain/quality/manifest.ts'
import { useShown } from '#stores/live/live.ts'
import { useMainReadings } from '#stores/live/readings.ts'
import { pushApart } from '#ui/charts/lines/push-apart.ts'
import { ChartFigure } from '#ui/charts/parts/chart-figure.tsx'
import { Crosshair } from '#ui/charts/parts/crosshair.tsx'
import { fixed, whole } from '#ui/format.ts'
import { useWidth } from '#ui/use-width.ts'
import { type LiveSeries, nearestPoint, tableOf } from './trace-series.ts'
import '#ui/charts/charts.css'

const SECONDS = 30
const HEIGHT = 204
const TOP = 22
const BOTTOM = 182
const LEFT = 28
const RIGHT = 30

/** Both models' scores of the main face as they came, and how much they tremble. */
export function LiveTrace() {
  const [ref, width] = useWidth<HTMLElement>(440)
  const now = useShown(({ session }) => session.time) ?? 0
  const { student, baseline } = useMainReadings()
  /** Seconds ago; null = no crosshair. */
  const [ago, setAgo] = useState<number | null>(null)
  const series: readonly LiveSeries[] = [
    { role: 'student', trace: student?.trace ?? [], jitter: student?.jitter ?? null },
    { role: 'baseline', trace: baseline?.trace ?? [], jitter: baseline?.jitter ?? null },
  ]
  const x = scaleLinear([-SECONDS, 0], [LEFT, width - RIGHT])
  const y = scaleLinear([0, 100], [BOTTOM, TOP])
  const path = line<TracePoint>(
    ({ time }) => x((time - now) / 1000),
    ({ score }) => y(score),
  ).digits(1)
  const readingsAt = (seconds: number) =>
    series.map(({ role, trace }) => ({ role, point: nearestPoint(trace, now - 1000 * seconds) }))
  const readings = readingsAt(ago ?? 0)
  return (
    <ChartFigure
      ref={ref}
      title={`Last ${SECONDS} s`}
      subtitle={`as it comes; jitter ${series.map(jitterWords).join(', ')} points`}
      table={tableOf(series, now)}
    >
      {/* Time goes on: a crosshair that nobody holds would slide over the past. */}
      <div className="plot" onPointerLeave={({ pointerType }) => pointerType === 'mouse' && setAgo(null)}>
        <svg
          className="chart"
          width={width}
          height={HEIGHT}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          role="img"
          aria-label={spoken(readingsAt(0))}
        >
          <text x="0" y="12">
            score
          </text>
          {[0, 25, 50, 75, 100].map((score) => (
            <g key={score}>
              <path
                className={score === 0 ? 'axis' : 'grid'}
                d={`M${LEFT} ${Math.round(y(score)) + 0.5}H${width - RIGHT}`}
              />
              <text x={LEFT - 6} y={y(score) + 4} textAnchor="end">
                {score}
              </text>
            </g>
          ))}
          {[-30, -20, -10, 0].map((second) => (
            <g key={second}>
              <path className="axis" d={`M${Math.round(x(second)) + 0.5} ${BOTTOM}v4`} />
              <text x={x(second)} y={BOTTOM + 16} textAnchor="middle">
                {second === 0 ? 'now' : `${whole(second)} s`}
              </text>
            </g>
          ))}
          {series.toReversed().map(({ role, trace }) => (
            <path key={role} className={`series-line ${role}`} d={path(trace) ?? ''} />
          ))}
          <Ends readings={readings} x={x(-(ago ?? 0))} y={y} hasLine={ago !== null} />
        </svg>
        <Crosshair
          label="Score over time, crosshair"
          index={ago === null ? null : SECONDS - ago}
          start={SECONDS - 1}
          last={SECONDS}
          valueText={`${whole(ago ?? 0)} s ago: ${inWords(readings)}`}
          at={(px) => SECONDS + Math.min(0, Math.max(-SECONDS, Math.round(x.invert(px))))}
          keysFrom={(index) => {
            const before = Math.max(0, index - 1)
            const after = Math.min(SECONDS, index + 1)
            return { ArrowLeft: before, ArrowDown: before, ArrowRight: after, ArrowUp: after, Home: 0, End: SECONDS }
          }}
          onMove={(index) => setAgo(index === null || index === SECONDS ? null : SECONDS - index)}
        />
      </div>
    </ChartFigure>
  )
}

type Readings = readonly { readonly role: LiveSeries['role']; readonly point: TracePoint | null }[]

interface EndsProps {
  readonly readings: Readings
  readonly x: number
  y(score: number): number
  readonly hasLine: boolean
}

/** Each model's mark and score where the crosshair is; at the end of its line where there is none. */
function Ends({ readings, x, y, hasLine }: EndsProps) {
  const marked = readings.flatMap(({ role, point }) =>
    point ? [{ role, score: point.score, py: y(point.score) }] : [],
  )
  const places = pushApart(
    marked.map(({ py }) => py + 4),
    13,
    [y(100) + 4, y(0) + 4],
  )
  return (
    <>
      {hasLine && <path className="crosshair-line" d={`M${Math.round(x) + 0.5} ${y(100)}V${y(0)}`} />}
      {marked.map(({ role, py }) =>
        role === 'student' ? (
          <circle key={role} className="student-point" cx={x} cy={py} r="4" />
        ) : (
          <path key={role} className="baseline-point" d={`M${x} ${py - 4.5}l4.5 4.5-4.5 4.5-4.5-4.5z`} />
        ),
      )}
      {marked.map(({ role, score }, index) => (
        <text key={role} className={`name ${role}`} x={x + 9} y={places[index]}>
          {whole(score)}
        </text>
      ))}
    </>
  )
}

const jitterWords = ({ role, jitter }: LiveSeries) => `${role} ${jitter === null ? '··' : fixed(jitter, 1)}`

const inWords = (readings: Readings) =>
  readings
    .flatMap(({ role, point }) => (point ? `${modelLabel[role].toLowerCase()} ${whole(point.score)}` : []))
    .join(', ')

const spoken = (readings: Readings) =>
  `Score over the last ${SECONDS} seconds: ${inWords(readings) ? `now ${inWords(readings)}` : 'nothing yet'}.`

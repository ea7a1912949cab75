import { fixed, shortened, signed } from '../../format.ts'
import type { ModelKind } from '../../mark/model-key.tsx'
import { useWidth } from '../../use-width.ts'
import { Crosshair } from '../parts/crosshair.tsx'
import '../charts.css'

interface Props {
  /** What the model is called. */
  readonly title: string
  readonly kind: ModelKind
  /** Shifts in x, and the same in y, as fractions of the crop's side, ascending; the middle one is no shift. */
  readonly shifts: readonly number[]
  /** Change of score at each pair of shifts: rows of equal y from the top, in each x from the left; null = not measured yet. */
  readonly changes: readonly (number | null)[]
  /** The largest loss over all models that are shown, in points, ≥ 0: where the ramp ends. */
  readonly range: number
  /** Index of the cell that the crosshair is on. */
  readonly crosshair: number | null
  onCrosshair(index: number | null): void
}

const GAP = 1
const LARGEST = 16
const TOP = 20
/** Widths of a letter of the name, of the crosshair's value, and of a map that has room for both ends of its axis. */
const GLYPH = 7
const VALUE = 28
const ROOMY = 84

/** How much score one model loses when the crop is shifted. Gains are drawn as no loss. */
export function HeatMap({ title, kind, shifts, changes, range, crosshair, onCrosshair }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>(152)
  const n = shifts.length
  const cell = Math.min(LARGEST, (width + GAP) / n - GAP)
  const pitch = cell + GAP
  const side = n * pitch - GAP
  const centre = (changes.length - 1) / 2
  const column = (index: number) => index % n
  const row = (index: number) => Math.floor(index / n)
  const place = (index: number) => ({ x: column(index) * pitch, y: TOP + row(index) * pitch })
  const within = (index: number) => Math.max(0, Math.min(n - 1, index))
  const shiftOf = (index: number) => shiftWords(shifts, index)
  const chosen = crosshair === null ? null : (changes[crosshair] ?? null)
  return (
    <div ref={ref}>
      <div className="plot heat-map" style={{ width: side }}>
        <svg
          className="chart"
          width={side}
          height={TOP + side + 15}
          viewBox={`0 0 ${side} ${TOP + side + 15}`}
          role="img"
          aria-label={spoken(title, changes, shiftOf)}
        >
          <text className={`name ${kind}`} x="0" y="12">
            {shortened(title, Math.floor((side - (chosen === null ? 0 : VALUE)) / GLYPH))}
          </text>
          {chosen !== null && (
            <text className={`name ${kind}`} x={side} y="12" textAnchor="end">
              {signed(chosen)}
            </text>
          )}
          {changes.map((change, index) => (
            <g key={shiftOf(index)}>
              <rect
                className={change === null ? 'unmeasured' : 'no-loss'}
                {...place(index)}
                width={cell}
                height={cell}
              />
              {change !== null && change < 0 && (
                <rect className="loss" fillOpacity={-change / range} {...place(index)} width={cell} height={cell} />
              )}
            </g>
          ))}
          <Outline className="centre" {...place(centre)} size={cell} out={0.5} />
          {crosshair !== null && (
            <>
              <Outline className="chosen" {...place(crosshair)} size={cell} out={1} />
              <Outline className="chosen-inside" {...place(crosshair)} size={cell} out={-0.5} />
            </>
          )}
          {side < ROOMY ? (
            <text x={side / 2} y={TOP + side + 14} textAnchor="middle">
              {percent(shifts.at(-1)!).replace('+', '±')}
            </text>
          ) : (
            <>
              <text x="0" y={TOP + side + 14}>
                {percent(shifts[0]!)}
              </text>
              <text x={side} y={TOP + side + 14} textAnchor="end">
                {percent(shifts.at(-1)!)}
              </text>
            </>
          )}
        </svg>
        <Crosshair
          label={`${title}, shift crosshair`}
          roleDescription="2D slider"
          index={crosshair}
          start={centre}
          last={changes.length - 1}
          valueText={
            crosshair === null
              ? ''
              : `${shiftOf(crosshair)}: ${chosen === null ? 'not measured yet' : `${signed(chosen)} points`}`
          }
          at={(x, y) => within(Math.floor((y - TOP) / pitch)) * n + within(Math.floor(x / pitch))}
          keysFrom={(index) => ({
            ArrowLeft: row(index) * n + within(column(index) - 1),
            ArrowRight: row(index) * n + within(column(index) + 1),
            ArrowUp: within(row(index) - 1) * n + column(index),
            ArrowDown: within(row(index) + 1) * n + column(index),
            Home: row(index) * n,
            End: row(index) * n + n - 1,
          })}
          onMove={onCrosshair}
        />
      </div>
    </div>
  )
}

interface OutlineProps {
  readonly className: string
  readonly x: number
  readonly y: number
  readonly size: number
  /** How far outside the cell, in px. */
  readonly out: number
}

function Outline({ className, x, y, size, out }: OutlineProps) {
  return <rect className={className} x={x - out} y={y - out} width={size + 2 * out} height={size + 2 * out} />
}

/** A cell's shift in words: "x −8%, y 0%". */
export function shiftWords(shifts: readonly number[], index: number): string {
  const n = shifts.length
  return `x ${percent(shifts[index % n]!)}, y ${percent(shifts[Math.floor(index / n)]!)}`
}

/** A signed fraction in percent, a decimal only where there is one. */
function percent(fraction: number): string {
  const value = Math.round(fraction * 1000) / 10
  return `${value > 0 ? '+' : ''}${fixed(value, Number.isInteger(value) ? 0 : 1)}%`
}

function spoken(title: string, changes: readonly (number | null)[], shiftOf: (index: number) => string): string {
  const measured = changes.flatMap((change, index) => (change === null ? [] : [{ change, index }]))
  const [first, ...rest] = measured
  if (!first) return `${title}, change of score by shift: not measured yet.`
  const least = rest.reduce((a, b) => (b.change < a.change ? b : a), first)
  const most = Math.max(...measured.map(({ change }) => change))
  const loss = Math.round(-least.change)
  return [
    `${title}, change of score by shift:`,
    loss > 0 ? `largest loss ${loss} points at ${shiftOf(least.index)}.` : 'no loss.',
    ...(Math.round(most) > 0 ? [`Gains, ${Math.round(most)} points at most, are drawn as no loss.`] : []),
  ].join(' ')
}

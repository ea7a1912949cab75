import type { ScaleLinear } from 'd3-scale'
import { signedFixed } from '#ui/format.ts'
import type { PaucPair } from './pauc-rows.ts'

/** Its range ends within the column; the axis's width is that of the range and an edge on both sides. */
type Scale = ScaleLinear<number, number>

export const EDGE = 16
const widthOf = (x: Scale) => x.range()[1]! + EDGE

const HEIGHT = 16
/** What the line through 0 takes beyond its cell's words, so that it goes through all rows. */
const BEYOND = 7

export const signed = (value: number): string => signedFixed(value, 3)

/** A difference with its 95% interval, as a dot on a line against 0. */
export function DifferenceMark({
  difference,
  interval,
  x,
}: Pick<PaucPair, 'difference' | 'interval'> & { readonly x: Scale }) {
  const label = interval
    ? `95% interval ${signed(interval.low)} to ${signed(interval.high)}`
    : difference === null
      ? 'Not evaluated.'
      : 'without an interval'
  return (
    <svg
      className="chart"
      width={widthOf(x)}
      height={HEIGHT}
      viewBox={`0 0 ${widthOf(x)} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <path className="axis" d={`M${Math.round(x(0)) + 0.5} ${-BEYOND}V${HEIGHT + BEYOND}`} />
      {interval && <path className="interval" d={`M${x(interval.low)} 8H${x(interval.high)}`} />}
      {difference !== null && <circle className="difference" cx={x(difference)} cy="8" r="3" />}
    </svg>
  )
}

/** The same axis, for the column's head. */
export function DifferenceAxis({ x }: { readonly x: Scale }) {
  const [low, high] = x.domain() as [number, number]
  const ticks = [low, 0, high].filter((tick, i) => i === 1 || Math.abs(x(tick) - x(0)) > 22)
  return (
    <svg
      className="chart"
      width={widthOf(x)}
      height={HEIGHT}
      viewBox={`0 0 ${widthOf(x)} ${HEIGHT}`}
      role="img"
      aria-label="Axis of the difference"
    >
      {ticks.map((tick) => (
        <text key={tick} x={x(tick)} y="12" textAnchor="middle">
          {tick === 0 ? '0' : signedFixed(tick, 2)}
        </text>
      ))}
    </svg>
  )
}

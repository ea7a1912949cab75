import { whole } from '../../format.ts'
import { useWidth } from '../../use-width.ts'
import '../charts.css'

const STEPS = 12
const depths = Array.from({ length: STEPS }, (_, step) => step / (STEPS - 1))

/** The ramp that all heat maps share, from no loss to the largest; `range` in points, ≥ 0. */
export function HeatLegend({ range }: { readonly range: number }) {
  const [ref, width] = useWidth<HTMLDivElement>(216)
  const end = `${whole(-range)} points`
  const [left, right] = [16, Math.min(width, 328) - 68]
  const step = (right - left) / STEPS
  return (
    <div ref={ref}>
      <svg
        className="chart"
        width={right + 68}
        height="34"
        viewBox={`0 0 ${right + 68} 34`}
        role="img"
        aria-label={`From 0, no loss, to ${end}`}
      >
        <text x="0" y="12">
          0
        </text>
        <rect className="no-loss" x={left} y="5" width={right - left} height="6" />
        {depths.map((depth, index) => (
          <rect
            key={depth}
            className="loss"
            fillOpacity={depth}
            x={left + index * step}
            y="5"
            width={step}
            height="6"
          />
        ))}
        <text x={right + 8} y="12">
          {end}
        </text>
        <text x="0" y="30">
          x and y, of the crop’s side
        </text>
      </svg>
    </div>
  )
}

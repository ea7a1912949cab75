import type { ScaleLinear } from 'd3-scale'

const MOST = 7
/** Width of a digit at most, and what there is between two labels, in px. */
const GLYPH = 6.5
const GAP = 8

/** Round values of an axis, at most seven, so few that their labels keep clear of each other; else the axis's two ends. */
export function ticksThatFit(x: ScaleLinear<number, number>, format: (value: number) => string): number[] {
  for (let count = MOST - 1; count > 1; count--) {
    const ticks = x.ticks(count)
    const widest = Math.max(...ticks.map((tick) => format(tick).length))
    const pitch = x(ticks[1]!) - x(ticks[0]!)
    if (ticks.length <= MOST && pitch > GLYPH * widest + GAP) return ticks
  }
  return x.domain()
}

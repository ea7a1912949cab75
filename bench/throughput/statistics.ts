/**
 * @param share  ∈ [0, 1]
 * @returns      the value below which that share of them lies; NaN of none
 */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN

/** Slope of the line with the least squares; NaN where all x are the same. */
export function linearSlope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (axis: 0 | 1) => points.reduce((sum, p) => sum + p[axis], 0) / points.length
  const [meanX, meanY] = [mean(0), mean(1)]
  let shared = 0
  let spread = 0
  for (const [x, y] of points) {
    shared += (x - meanX) * (y - meanY)
    spread += (x - meanX) ** 2
  }
  return shared / spread
}

/**
 * Moves a value towards what was measured, by how much time went by and not by how many frames.
 * @param elapsed  ms since the value was what it is
 * @param lag      time constant, ms: 63% of the way after one, 95% after three
 */
export const smooth = (value: number, measured: number, elapsed: number, lag: number) =>
  measured + (value - measured) * Math.exp(-elapsed / lag)

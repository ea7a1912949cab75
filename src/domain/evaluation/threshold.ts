/** Fewer false matches do not fix a threshold: one more or less would move it by too much. */
export const fewestFalseMatches = 10

/**
 * The lowest similarity from which on at most a share `fmr` of the impostor comparisons match (s ≥ t): set once, on all of
 * them, before anything is discarded. It is the next number above the comparison that would be one too many, wherever the
 * one above that lies.
 * @param impostors  similarities of impostor comparisons, in any order
 * @throws RangeError where there are none
 */
export const thresholdAtFmr = (impostors: Float32Array | Float64Array, fmr: number): number =>
  thresholdAllowing(impostors, matchesAllowed(impostors.length, fmr))

/** How many impostor comparisons may match. */
export const matchesAllowed = (impostors: number, fmr: number): number => Math.floor(fmr * impostors)

/**
 * The lowest similarity from which on at most `allowed` impostor comparisons match.
 * @param highest  the `allowed` + 1 highest similarities, in any order; more do not matter
 * @throws RangeError where there are none
 */
export function thresholdAllowing(highest: Float32Array | Float64Array, allowed: number): number {
  if (highest.length === 0) throw new RangeError('A threshold at an FMR needs impostor comparisons.')
  const ascending = highest.toSorted()
  return nextAbove(ascending[ascending.length - 1 - allowed]!)
}

/**
 * `thresholdAtFmr` where comparisons count more than once, or not at all.
 * @param descending  the highest similarities, from the top down
 * @param weightOf    how often the comparison at a place counts
 * @param total       the weight of all comparisons, also of those that are not among the highest
 * @returns           NaN where `total` is 0; null where the highest are too few to tell
 */
export function weightedThreshold(
  descending: ArrayLike<number>,
  weightOf: (place: number) => number,
  total: number,
  fmr: number,
): number | null {
  if (total === 0) return Number.NaN
  const allowed = fmr * total
  let matches = 0
  for (let place = 0; place < descending.length; place++) {
    matches += weightOf(place)
    // Whether equal ones come before or behind does not matter: none of them may match.
    if (matches > allowed) return nextAbove(descending[place]!)
  }
  return null
}

const bits = new DataView(new ArrayBuffer(8))

/** The next number above a finite one that a float64 can be. */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE
  bits.setFloat64(0, value)
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n))
  return bits.getFloat64(0)
}

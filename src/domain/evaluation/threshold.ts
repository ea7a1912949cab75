/**
 * The lowest similarity from which on at most a share `fmr` of the impostor comparisons match (s ≥ t): set once, on all of
 * them, before anything is discarded.
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
  const firstTooMany = ascending[ascending.length - 1 - allowed]!
  const above = ascending.find((similarity) => similarity > firstTooMany)
  // Nothing lies between the two, so any number there gives the same matches.
  return above === undefined ? firstTooMany + Math.max(Math.abs(firstTooMany), 1) * 1e-9 : (firstTooMany + above) / 2
}

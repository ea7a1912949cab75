/**
 * The lowest similarity from which on at most a share `fmr` of the impostor comparisons match (s ≥ t): set once, on all of
 * them, before anything is discarded.
 * @param impostors  similarities of impostor comparisons, in any order
 * @throws RangeError where there are none
 */
export function thresholdAtFmr(impostors: Float32Array | Float64Array, fmr: number): number {
  if (impostors.length === 0) throw new RangeError('A threshold at an FMR needs impostor comparisons.')
  const ascending = impostors.toSorted()
  const allowed = Math.floor(fmr * impostors.length)
  const firstTooMany = ascending[ascending.length - 1 - allowed]!
  const above = ascending.find((similarity) => similarity > firstTooMany)
  // Nothing lies between the two, so any number there gives the same matches.
  return above === undefined ? firstTooMany + Math.max(Math.abs(firstTooMany), 1) * 1e-9 : (firstTooMany + above) / 2
}

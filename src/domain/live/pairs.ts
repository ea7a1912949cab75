/** One thing of each kind, and how far apart they are. */
interface Pair<A, B> {
  readonly one: A
  readonly other: B
  readonly gap: number
}

/**
 * Pairs things of two kinds, the nearest first, each thing once; the order in which they come plays no part.
 * @param gapOf  how far apart two are; those further than `reach` are never a pair
 */
export function nearestPairs<A, B>(
  ones: readonly A[],
  others: readonly B[],
  gapOf: (one: A, other: B) => number,
  reach: number,
): ReadonlyMap<A, B> {
  const near = ones
    .flatMap((one) => others.map((other): Pair<A, B> => ({ one, other, gap: gapOf(one, other) })))
    .filter(({ gap }) => gap <= reach)
    .toSorted((a, b) => a.gap - b.gap)
  const found = new Map<A, B>()
  const taken = new Set<B>()
  for (const { one, other } of near) {
    if (found.has(one) || taken.has(other)) continue
    found.set(one, other)
    taken.add(other)
  }
  return found
}

/** Comparisons of the highest similarities. */
export interface HighestComparisons {
  readonly similarities: Float64Array
  readonly one: Uint32Array
  readonly other: Uint32Array
}

/**
 * Keeps the `wanted` highest of any number of similarities that pass by, in the memory of twice as many.
 * @param wanted  at least 1
 */
export function createHighest(wanted: number) {
  const size = 2 * wanted + 1024
  const similarities = new Float64Array(size)
  const one = new Uint32Array(size)
  const other = new Uint32Array(size)
  let kept = 0
  let lowest = Number.NEGATIVE_INFINITY

  const first = (): HighestComparisons => {
    const order = Uint32Array.from({ length: kept }, (_, i) => i)
      .sort((a, b) => similarities[b]! - similarities[a]!)
      .subarray(0, wanted)
    return {
      similarities: Float64Array.from(order, (i) => similarities[i]!),
      one: order.map((i) => one[i]!),
      other: order.map((i) => other[i]!),
    }
  }

  const thinOut = () => {
    const best = first()
    similarities.set(best.similarities)
    one.set(best.one)
    other.set(best.other)
    kept = best.similarities.length
    lowest = similarities[kept - 1]!
  }

  return {
    add(similarity: number, a: number, b: number): void {
      if (similarity <= lowest) return
      similarities[kept] = similarity
      one[kept] = a
      other[kept] = b
      if (++kept === size) thinOut()
    },
    /** The highest so far, from the top down. */
    first,
  }
}

/** Places from 1 for the smallest value; equal values share the mean of their places. */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const ranks = new Float64Array(values.length)
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    const shared = (from + 1 + to) / 2
    for (let place = from; place < to; place++) ranks[order[place]!] = shared
  }
  return ranks
}

/** Spearman's rank correlation, ∈ [−1, 1]: Pearson's of the ranks. NaN where one side is all equal. */
export function spearman(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const a = averageRanks(one)
  const b = averageRanks(other)
  const middle = (a.length + 1) / 2
  let both = 0
  let ofA = 0
  let ofB = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i]! - middle
    const y = b[i]! - middle
    both += x * y
    ofA += x * x
    ofB += y * y
  }
  return both / Math.sqrt(ofA * ofB)
}

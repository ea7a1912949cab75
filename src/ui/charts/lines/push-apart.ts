/**
 * Places for labels on one axis: as near to where each wants to be as a least distance between them allows (least
 * squares), their order kept.
 * @param wanted  in px, in any order
 * @param gap     least distance between two neighbours, in px
 * @param range   the lowest and highest place there is; kept where all of them fit
 * @returns       a place for each, in the order of `wanted`
 */
export function pushApart(wanted: readonly number[], gap: number, [low, high]: readonly [number, number]): number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => wanted[a]! - wanted[b]!)
  // Without the gaps that lie before it, each label only must not lie before its forerunner: isotonic regression.
  const blocks: { mean: number; size: number }[] = []
  order.forEach((index, rank) => {
    let block = { mean: wanted[index]! - rank * gap, size: 1 }
    for (let last = blocks.at(-1); last && last.mean > block.mean; last = blocks.at(-1)) {
      const size = last.size + block.size
      block = { mean: (last.mean * last.size + block.mean * block.size) / size, size }
      blocks.pop()
    }
    blocks.push(block)
  })
  const highest = high - (wanted.length - 1) * gap
  const places = new Array<number>(wanted.length)
  blocks
    .flatMap(({ mean, size }) => new Array<number>(size).fill(Math.max(low, Math.min(highest, mean))))
    .forEach((place, rank) => {
      places[order[rank]!] = place + rank * gap
    })
  return places
}

import type { Embeddings } from '../figures/measured.ts'
import { matchesAllowed, thresholdAllowing } from '../threshold.ts'
import { createHighest } from './highest.ts'
import type { Compared, Impostors } from './impostors.ts'

/**
 * All comparisons of different persons; null where there are none. LFW has 29.6 million of them: they pass by, and only
 * what sets the threshold is kept.
 */
export function allImpostors({ embeddings, persons, isUsable, fmr }: Compared): Impostors | null {
  const images = Array.from({ length: persons.length }, (_, i) => i).filter((i) => isUsable[i])
  const who = Uint32Array.from(images, (i) => persons[i]!)
  const count = pairsIn(images.length) - sum([...countEach(who).values()].map(pairsIn))
  if (count === 0) return null
  const allowed = matchesAllowed(count, fmr)
  const top = createHighest(allowed + 1)
  const highest = new Float64Array(images.length).fill(Number.NEGATIVE_INFINITY)
  eachPair(rowsOf(embeddings, images), embeddings.dimension, images.length, (a, b, similarity) => {
    if (who[a] === who[b]) return
    if (similarity > highest[a]!) highest[a] = similarity
    if (similarity > highest[b]!) highest[b] = similarity
    top.add(similarity, a, b)
  })
  const { similarities, one, other } = top.first()
  const threshold = thresholdAllowing(similarities, allowed)
  const falseMatches = new Uint32Array(images.length)
  similarities.forEach((similarity, i) => {
    if (similarity < threshold) return
    falseMatches[one[i]!]!++
    falseMatches[other[i]!]!++
  })
  const spread = <T extends Uint32Array | Float64Array>(all: T, used: T): T => {
    images.forEach((image, i) => {
      all[image] = used[i]!
    })
    return all
  }
  return {
    count,
    threshold,
    falseMatches: spread(new Uint32Array(persons.length), falseMatches),
    highest: spread(new Float64Array(persons.length).fill(Number.NEGATIVE_INFINITY), highest),
  }
}

const pairsIn = (n: number) => (n * (n - 1)) / 2

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function countEach(values: Iterable<number>): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Rows and columns of a tile of similarities. */
const tile = { rows: 2, columns: 4 }

/** The embeddings of some images, and zeros after them for the tiles that reach over the end. */
function rowsOf({ values, dimension }: Embeddings, images: readonly number[]): Float64Array {
  const rows = new Float64Array((images.length + tile.columns) * dimension)
  images.forEach((image, i) => {
    rows.set(values.subarray(image * dimension, (image + 1) * dimension), i * dimension)
  })
  return rows
}

/** Similarities of all pairs a < b of the first `count` rows. */
function eachPair(
  rows: Float64Array,
  dimension: number,
  count: number,
  visit: (a: number, b: number, similarity: number) => void,
): void {
  const similarities = new Float64Array(tile.rows * tile.columns)
  for (let row = 0; row < count; row += tile.rows) {
    for (let column = row + 1; column < count; column += tile.columns) {
      similarTile(rows, dimension, row, column, similarities)
      for (let a = row; a < row + tile.rows; a++)
        for (let b = Math.max(column, a + 1); b < Math.min(column + tile.columns, count); b++)
          visit(a, b, similarities[(a - row) * tile.columns + b - column]!)
    }
  }
}

/**
 * Two rows times four. Eight sums at a time read each number once for several products, which is three times as fast as one
 * pair after another, and as each sum runs in order, the same to the last bit.
 */
function similarTile(rows: Float64Array, dimension: number, row: number, column: number, out: Float64Array): void {
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0]
  const a = row * dimension
  const b = a + dimension
  const c0 = column * dimension
  const c1 = c0 + dimension
  const c2 = c1 + dimension
  const c3 = c2 + dimension
  for (let k = 0; k < dimension; k++) {
    const x = rows[a + k]!
    const y = rows[b + k]!
    const v0 = rows[c0 + k]!
    const v1 = rows[c1 + k]!
    const v2 = rows[c2 + k]!
    const v3 = rows[c3 + k]!
    a0 += x * v0
    a1 += x * v1
    a2 += x * v2
    a3 += x * v3
    b0 += y * v0
    b1 += y * v1
    b2 += y * v2
    b3 += y * v3
  }
  out[0] = a0
  out[1] = a1
  out[2] = a2
  out[3] = a3
  out[4] = b0
  out[5] = b1
  out[6] = b2
  out[7] = b3
}

import type { Embeddings } from '../figures/measured.ts'
import { matchesAllowed, thresholdAllowing, weightedThreshold } from '../threshold.ts'
import { createHighest, type HighestComparisons } from './highest.ts'
import { type Compared, type Impostors, matchesAt } from './impostors.ts'
import { impostorCounter } from './own-kind.ts'

/**
 * All comparisons of different persons that are of the set's own kinds; null where there are none. LFW has 29.6 million of
 * them: they pass by, and only what sets the threshold is kept.
 */
export function allImpostors(compared: Compared): Impostors | null {
  const { persons, isUsable, own, fmr } = compared
  const images = Array.from({ length: persons.length }, (_, i) => i).filter((i) => isUsable[i])
  const countOf = impostorCounter(own, persons, images)
  const count = countOf(() => 1)
  if (count === 0) return null
  const allowed = matchesAllowed(count, fmr)
  const highest = new Float64Array(persons.length).fill(Number.NEGATIVE_INFINITY)
  let kept = highestImpostors(compared, enoughFor(allowed), (a, b, similarity) => {
    if (similarity > highest[a]!) highest[a] = similarity
    if (similarity > highest[b]!) highest[b] = similarity
  })
  const threshold = thresholdAllowing(kept.similarities.subarray(0, allowed + 1), allowed)
  const falseMatches = new Uint32Array(persons.length)
  for (let i = 0; i < kept.similarities.length && kept.similarities[i]! >= threshold; i++) {
    falseMatches[kept.one[i]!]!++
    falseMatches[kept.other[i]!]!++
  }
  return {
    count,
    threshold,
    falseMatches,
    highest,
    thresholdOf(drawn) {
      const total = countOf((person) => drawn[person] ?? 0)
      for (;;) {
        const { similarities, one, other } = kept
        const weightOf = (i: number) => drawn[persons[one[i]!]!]! * drawn[persons[other[i]!]!]!
        const found = weightedThreshold(similarities, weightOf, total, fmr)
        if (found !== null) return found
        // The draw has so few of the highest that more of them have to be known.
        kept = highestImpostors(compared, 2 * similarities.length)
      }
    },
    falseMatchRates(lowest) {
      const { similarities, one, other } = kept.similarities.at(-1)! < lowest ? kept : impostorsFrom(compared, lowest)
      const personsOf = (images: Uint32Array) => images.map((image) => persons[image]!)
      const ranked = { similarities, one: personsOf(one), other: personsOf(other) }
      return (threshold, drawn) =>
        matchesAt(ranked, threshold, drawn) / countOf((person) => (drawn ? (drawn[person] ?? 0) : 1))
    },
  }
}

/** All comparisons from a similarity on, from the most similar down. */
function impostorsFrom(compared: Compared, lowest: number): HighestComparisons {
  const found: (readonly [similarity: number, one: number, other: number])[] = []
  eachImpostor(compared, (a, b, similarity) => {
    if (similarity >= lowest) found.push([similarity, a, b])
  })
  found.sort(([one], [other]) => other - one)
  return {
    similarities: Float64Array.from(found, ([similarity]) => similarity),
    one: Uint32Array.from(found, ([, one]) => one),
    other: Uint32Array.from(found, ([, , other]) => other),
  }
}

/** A draw of persons has other comparisons at the top: about so many more have to be known. */
const enoughFor = (allowed: number) => 3 * allowed + 1024

/** The `wanted` highest comparisons, as places in the set's images. */
function highestImpostors(compared: Compared, wanted: number, visit: VisitPair = () => {}) {
  const top = createHighest(wanted)
  eachImpostor(compared, (a, b, similarity) => {
    visit(a, b, similarity)
    top.add(similarity, a, b)
  })
  return top.first()
}

/** Two images by their places in a set, the first before the second. */
type VisitPair = (a: number, b: number, similarity: number) => void

/** Goes through the comparisons of different persons that are of the set's own kinds. */
function eachImpostor({ embeddings, persons, isUsable, own }: Omit<Compared, 'fmr'>, visit: VisitPair): void {
  const images = Uint32Array.from(Array.from({ length: persons.length }, (_, i) => i).filter((i) => isUsable[i]))
  const who = Uint32Array.from(images, (i) => persons[i]!)
  const kinds = images.map((i) => own.of[i]!)
  eachPair(rowsOf(embeddings, images), embeddings.dimension, images.length, (a, b, similarity) => {
    if (who[a] !== who[b] && own.together[kinds[a]! * own.count + kinds[b]!]) visit(images[a]!, images[b]!, similarity)
  })
}

/** Rows and columns of a tile of similarities. */
const tile = { rows: 2, columns: 4 }

/** The embeddings of some images, and zeros after them for the tiles that reach over the end. */
function rowsOf({ values, dimension }: Embeddings, images: Uint32Array): Float64Array {
  const rows = new Float64Array((images.length + tile.columns) * dimension)
  images.forEach((image, i) => {
    rows.set(values.subarray(image * dimension, (image + 1) * dimension), i * dimension)
  })
  return rows
}

/** Similarities of all pairs a < b of the first `count` rows. */
function eachPair(rows: Float64Array, dimension: number, count: number, visit: VisitPair): void {
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

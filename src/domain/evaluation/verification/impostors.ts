import type { Comparisons, Embeddings } from '../figures/measured.ts'
import { matchesAllowed, thresholdAllowing, weightedThreshold } from '../threshold.ts'
import type { OwnKinds } from './own-kind.ts'
import { similarityOf } from './similarity.ts'

/** What the impostor comparisons come to. */
export interface Impostors {
  readonly count: number
  /** Similarity from which on two images match. */
  readonly threshold: number
  /** Of each image; every false match counts for both of its images. */
  readonly falseMatches: Uint32Array
  /** Highest similarity of each image; −∞ where it has no impostor comparison. */
  readonly highest: Float64Array
  /**
   * The threshold of other persons: each counts as often as `drawn` says, by number, and a comparison as often as its two
   * together. NaN where no comparison is left.
   */
  thresholdOf(drawn: ArrayLike<number>): number
  /**
   * The share of the comparisons that match at any threshold from `lowest` up, as a function of that and of how often each
   * person counts, by number: once where null. NaN where no comparison is left.
   */
  falseMatchRates(lowest: number): (threshold: number, drawn: ArrayLike<number> | null) => number
}

/** Comparisons from the most similar down, with the persons on their images as numbers. */
interface RankedComparisons {
  readonly similarities: ArrayLike<number>
  readonly one: ArrayLike<number>
  readonly other: ArrayLike<number>
}

/** The weight of those that match at a threshold. */
export function matchesAt(
  { similarities, one, other }: RankedComparisons,
  threshold: number,
  drawn: ArrayLike<number> | null,
): number {
  let sum = 0
  for (let i = 0; i < similarities.length && similarities[i]! >= threshold; i++)
    sum += drawn ? drawn[one[i]!]! * drawn[other[i]!]! : 1
  return sum
}

/** Whose images are compared, and which of them may be. */
export interface Compared {
  readonly embeddings: Embeddings
  /** The person on each image, as a number. */
  readonly persons: ArrayLike<number>
  /** 1 or true where an image takes part; such an image has an embedding. */
  readonly isUsable: ArrayLike<number | boolean>
  readonly own: OwnKinds
  readonly fmr: number
}

/** The impostor comparisons that a set lists; null where there are none. */
export function listedImpostors(
  { one, other, isGenuine }: Comparisons,
  { embeddings, persons, isUsable, fmr }: Omit<Compared, 'own'>,
): Impostors | null {
  const listed = Array.from(one.keys()).filter((i) => !isGenuine[i] && isUsable[one[i]!] && isUsable[other[i]!])
  if (listed.length === 0) return null
  const similarities = Float64Array.from(listed, (i) => similarityOf(embeddings, one[i]!, other[i]!))
  const threshold = thresholdAllowing(similarities, matchesAllowed(listed.length, fmr))
  const falseMatches = new Uint32Array(persons.length)
  const highest = new Float64Array(persons.length).fill(Number.NEGATIVE_INFINITY)
  listed.forEach((i, place) => {
    const similarity = similarities[place]!
    for (const image of [one[i]!, other[i]!]) {
      if (similarity >= threshold) falseMatches[image]!++
      highest[image] = Math.max(highest[image]!, similarity)
    }
  })
  const order = Uint32Array.from(listed.keys()).sort((a, b) => similarities[b]! - similarities[a]!)
  const descending = Float64Array.from(order, (place) => similarities[place]!)
  const ranked = {
    similarities: descending,
    one: Uint32Array.from(order, (place) => persons[one[listed[place]!]!]!),
    other: Uint32Array.from(order, (place) => persons[other[listed[place]!]!]!),
  }
  const totalOf = (drawn: ArrayLike<number> | null) => matchesAt(ranked, Number.NEGATIVE_INFINITY, drawn)
  return {
    count: listed.length,
    threshold,
    falseMatches,
    highest,
    thresholdOf(drawn) {
      const weightOf = (place: number) => drawn[ranked.one[place]!]! * drawn[ranked.other[place]!]!
      // All are there, so there is always one too many.
      return weightedThreshold(descending, weightOf, totalOf(drawn), fmr)!
    },
    falseMatchRates: () => (threshold, drawn) => matchesAt(ranked, threshold, drawn) / totalOf(drawn),
  }
}

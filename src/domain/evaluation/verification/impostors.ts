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
  const ones = Uint32Array.from(order, (place) => persons[one[listed[place]!]!]!)
  const others = Uint32Array.from(order, (place) => persons[other[listed[place]!]!]!)
  return {
    count: listed.length,
    threshold,
    falseMatches,
    highest,
    thresholdOf(drawn) {
      const weightOf = (place: number) => drawn[ones[place]!]! * drawn[others[place]!]!
      let total = 0
      for (let place = 0; place < descending.length; place++) total += weightOf(place)
      // All are there, so there is always one too many.
      return weightedThreshold(descending, weightOf, total, fmr)!
    },
  }
}

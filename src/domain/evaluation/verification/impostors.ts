import type { Comparisons, Embeddings } from '../figures/measured.ts'
import { matchesAllowed, thresholdAllowing } from '../threshold.ts'
import { similarityOf } from './similarity.ts'

/** What the impostor comparisons come to. */
export interface Impostors {
  readonly count: number
  /** Similarity from which on two images match. */
  readonly threshold: number
  /** Of each image. */
  readonly falseMatches: Uint32Array
  /** Highest similarity of each image; −∞ where it has no impostor comparison. */
  readonly highest: Float64Array
}

/** Whose images are compared, and which of them may be. */
export interface Compared {
  readonly embeddings: Embeddings
  /** The person on each image, as a number. */
  readonly persons: ArrayLike<number>
  /** 1 or true where an image takes part; such an image has an embedding. */
  readonly isUsable: ArrayLike<number | boolean>
  readonly fmr: number
}

/** The impostor comparisons that a set lists; null where there are none. */
export function listedImpostors({ one, other, isGenuine }: Comparisons, compared: Compared): Impostors | null {
  const { embeddings, persons, isUsable, fmr } = compared
  const listed = one.reduce<number[]>((found, a, i) => {
    if (!isGenuine[i] && isUsable[a] && isUsable[other[i]!]) found.push(i)
    return found
  }, [])
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
  return { count: listed.length, threshold, falseMatches, highest }
}

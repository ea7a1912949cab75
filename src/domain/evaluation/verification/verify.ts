import type { Comparisons } from '../figures/measured.ts'
import type { Harm } from '../rank-of-harm.ts'
import type { ImpostorChoice } from '../results.ts'
import { allImpostors } from './all-impostors.ts'
import { type Compared, listedImpostors } from './impostors.ts'
import { similarityOf } from './similarity.ts'

/** Genuine comparisons, as places in a set's images, and how they come out. */
export interface GenuineComparisons {
  readonly one: Uint32Array
  readonly other: Uint32Array
  /** 1 where the two do not match. */
  readonly isFalseNonMatch: Uint8Array
}

/** What one image does to recognition. */
export interface HarmOfImage extends Harm {
  readonly image: number
}

/** What a judge makes of a set. */
export interface Verification {
  readonly threshold: number
  /** How many impostor comparisons set it. */
  readonly impostor: number
  readonly genuine: GenuineComparisons
  /** Of the images that have genuine and impostor comparisons. */
  readonly harms: readonly HarmOfImage[]
}

/**
 * Sets the threshold at an FMR on the impostor comparisons, and tells the false non-matches among the genuine ones. Images
 * that are not usable take part in nothing.
 * @returns  null where there are no genuine or no impostor comparisons
 */
export function verify(comparisons: Comparisons, compared: Compared, choice: ImpostorChoice): Verification | null {
  const { embeddings, isUsable } = compared
  const impostors = choice === 'all' ? allImpostors(compared) : listedImpostors(comparisons, compared)
  const listed = genuineOf(comparisons, isUsable)
  if (!impostors || listed.one.length === 0) return null
  const similarities = listed.one.map((a, i) => similarityOf(embeddings, a, listed.other[i]!))
  const genuine = {
    one: Uint32Array.from(listed.one),
    other: Uint32Array.from(listed.other),
    isFalseNonMatch: Uint8Array.from(similarities, (similarity) => Number(similarity < impostors.threshold)),
  }
  return {
    threshold: impostors.threshold,
    impostor: impostors.count,
    genuine,
    harms: harmsOf(genuine, similarities, impostors),
  }
}

function genuineOf({ one, other, isGenuine }: Comparisons, isUsable: ArrayLike<number | boolean>) {
  const usable: { one: number[]; other: number[] } = { one: [], other: [] }
  one.forEach((a, i) => {
    const b = other[i]!
    if (!isGenuine[i] || !isUsable[a] || !isUsable[b]) return
    usable.one.push(a)
    usable.other.push(b)
  })
  return usable
}

/** Errors over all of an image's comparisons, and how far its worst two of either kind are apart. */
function harmsOf(
  { one, other, isFalseNonMatch }: GenuineComparisons,
  similarities: readonly number[],
  { falseMatches, highest }: { readonly falseMatches: Uint32Array; readonly highest: Float64Array },
): readonly HarmOfImage[] {
  const errors = falseMatches.slice()
  const lowest = new Float64Array(errors.length).fill(Number.POSITIVE_INFINITY)
  similarities.forEach((similarity, i) => {
    for (const image of [one[i]!, other[i]!]) {
      errors[image]! += isFalseNonMatch[i]!
      lowest[image] = Math.min(lowest[image]!, similarity)
    }
  })
  return Array.from(errors, (count, image) => ({
    image,
    errors: count,
    margin: lowest[image]! - highest[image]!,
  })).filter(({ margin }) => Number.isFinite(margin))
}

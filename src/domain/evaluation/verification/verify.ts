import { type Draws, drawsOf } from '../bootstrap.ts'
import type { Comparisons, Embeddings } from '../figures/measured.ts'
import type { Harm } from '../rank-of-harm.ts'
import type { ImpostorChoice } from '../results.ts'
import { allImpostors } from './all-impostors.ts'
import { type Compared, type Impostors, listedImpostors } from './impostors.ts'
import { similarityOf } from './similarity.ts'

/** Genuine comparisons, as places in a set's images, and how they come out. */
export interface GenuineComparisons {
  readonly one: Uint32Array
  readonly other: Uint32Array
  /** 1 where the two do not match. */
  readonly isFalseNonMatch: Uint8Array
}

interface VerifiedComparisons extends GenuineComparisons {
  readonly similarities: Float64Array
}

/** What one image does to recognition. */
export interface HarmOfImage extends Harm {
  readonly image: number
}

/** The same set with persons drawn anew: what is measured of it would be other numbers. */
export interface Replicate {
  /** How often each person counts, by number. */
  readonly drawn: Uint32Array
  /** The threshold of that draw's own impostors. */
  readonly threshold: number
  /** How often each genuine comparison counts. */
  readonly weights: Uint32Array
  /** Which of them fail at that threshold. */
  readonly isFalseNonMatch: Uint8Array
}

/** What a judge makes of a set. */
export interface Verification {
  readonly threshold: number
  /** How many impostor comparisons set it. */
  readonly impostor: number
  /** How many of these match. */
  readonly falseMatches: number
  readonly genuine: VerifiedComparisons
  /** Of the images that have genuine and impostor comparisons. */
  readonly harms: readonly HarmOfImage[]
  readonly falseMatchRates: Impostors['falseMatchRates']
  /**
   * Replicates of figures over draws of persons, impostors included. All figures see the same draws, so differences between
   * them are paired. A draw without genuine or without impostor comparisons says nothing and is left out.
   * @param measure  figures of a replicate; called with the same arrays again and again
   * @returns        for each draw its figures
   */
  bootstrap(measure: (replicate: Replicate) => readonly number[]): readonly (readonly number[])[]
}

/**
 * Sets the threshold at an FMR on the impostor comparisons, and tells the false non-matches among the genuine ones. Images
 * that are not usable take part in nothing.
 * @returns  null where there are no genuine or no impostor comparisons
 */
export function verify(
  comparisons: Comparisons,
  compared: Compared,
  choice: ImpostorChoice,
  draws: Draws,
): Verification | null {
  const { isUsable, persons } = compared
  const impostors = choice === 'all' ? allImpostors(compared) : listedImpostors(comparisons, compared)
  const { one, other } = genuineOf(comparisons, isUsable)
  if (!impostors || one.length === 0) return null
  const similarities = similaritiesOf(compared.embeddings, one, other)
  const genuine = {
    one,
    other,
    similarities,
    isFalseNonMatch: Uint8Array.from(similarities, (similarity) => Number(similarity < impostors.threshold)),
  }
  const people = Array.from({ length: persons.length }, (_, i) => persons[i]!).filter((_, i) => isUsable[i])
  let thresholds: readonly number[] | null = null
  return {
    threshold: impostors.threshold,
    impostor: impostors.count,
    falseMatches: impostors.falseMatches.reduce((sum, ofImage) => sum + ofImage, 0) / 2,
    genuine,
    harms: harmsOf(genuine, similarities, impostors),
    falseMatchRates: impostors.falseMatchRates,
    bootstrap(measure) {
      // Many questions differ in nothing that the judge sees: the thresholds of the draws stay the same.
      thresholds ??= Array.from(drawsOf(people, draws), (drawn) => impostors.thresholdOf(drawn))
      const weights = new Uint32Array(one.length)
      const isFalseNonMatch = new Uint8Array(one.length)
      const found: (readonly number[])[] = []
      let replicate = 0
      for (const drawn of drawsOf(people, draws)) {
        const threshold = thresholds[replicate++]!
        let total = 0
        for (let i = 0; i < weights.length; i++) {
          weights[i] = drawn[persons[one[i]!]!]!
          isFalseNonMatch[i] = Number(similarities[i]! < threshold)
          total += weights[i]!
        }
        if (total > 0 && !Number.isNaN(threshold)) found.push(measure({ drawn, threshold, weights, isFalseNonMatch }))
      }
      return found
    },
  }
}

/** By itself, so that nothing that is kept holds on to the embeddings. */
const similaritiesOf = (embeddings: Embeddings, one: Uint32Array, other: Uint32Array): Float64Array =>
  Float64Array.from(one, (a, i) => similarityOf(embeddings, a, other[i]!))

function genuineOf({ one, other, isGenuine }: Comparisons, isUsable: ArrayLike<number | boolean>) {
  const places = Array.from(one.keys()).filter((i) => isGenuine[i] && isUsable[one[i]!] && isUsable[other[i]!])
  return { one: Uint32Array.from(places, (i) => one[i]!), other: Uint32Array.from(places, (i) => other[i]!) }
}

/** Errors over all of an image's comparisons, and how far its worst two of either kind are apart. */
function harmsOf(
  { one, other, isFalseNonMatch }: GenuineComparisons,
  similarities: Float64Array,
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

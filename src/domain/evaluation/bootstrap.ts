import { generator } from '../alignment/generator.ts'
import { quantilesOf } from '../quality/distribution.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

/** How often persons are drawn anew, and by which seed. */
export interface Draws {
  readonly replicates: number
  readonly seed: number
}

/**
 * Persons drawn anew, as many as there are: comparisons of one person are no independent observations, so persons are drawn
 * and not comparisons. The same seed draws the same persons, so figures over the same draws are paired.
 * @param persons  the persons to draw from, as whole numbers from 0; those that come up several times are one
 * @yields         how often each person counts, by number: the same array again and again
 * @see Poh & Bengio 2007, "Estimating the confidence interval of expected performance curve in biometric authentication"
 */
export function* drawsOf(persons: ArrayLike<number>, { replicates, seed }: Draws): Generator<Uint32Array> {
  const known = Uint32Array.from(new Set(Array.from(persons)))
  const draw = generator(seed)
  const drawn = new Uint32Array(known.reduce((most, person) => Math.max(most, person + 1), 0))
  for (let replicate = 0; replicate < replicates; replicate++) {
    drawn.fill(0)
    for (let i = 0; i < known.length; i++) drawn[known[Math.floor(draw() * known.length)]!]!++
    yield drawn
  }
}

/**
 * The percentile interval that holds the middle `share` of the replicates; replicates without a figure are left out.
 * @returns null where no replicate has one
 */
export function intervalOf(replicates: readonly number[], share = 0.95): Interval | null {
  const known = replicates.filter((figure) => !Number.isNaN(figure))
  if (known.length === 0) return null
  const [low, high] = quantilesOf(known, [(1 - share) / 2, (1 + share) / 2])
  return { low: low!, high: high! }
}

/** Of the paired differences, one less other. */
export const differenceInterval = (one: readonly number[], other: readonly number[], share = 0.95): Interval | null =>
  intervalOf(
    one.map((figure, i) => figure - other[i]!),
    share,
  )

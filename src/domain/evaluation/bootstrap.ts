import { generator } from '../alignment/generator.ts'
import { quantilesOf } from '../quality/distribution.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Replicates of figures by resampling persons, since comparisons of one person are no independent observations. All
 * figures see the same draw, so the differences between them are paired.
 * @param persons   the person of each comparison, as any number; as many are drawn as there are different ones
 * @param measure   figures from how often each comparison counts; called once a replicate, with the same array
 * @returns         a list of replicates for each figure
 * @see Poh & Bengio 2007, "Estimating the confidence interval of expected performance curve in biometric authentication"
 */
export function bootstrapPersons(
  persons: ArrayLike<number>,
  measure: (weights: Uint32Array) => readonly number[],
  { replicates, seed }: { readonly replicates: number; readonly seed: number },
): readonly (readonly number[])[] {
  const { numbers, count } = numbered(persons)
  const draw = generator(seed)
  const drawn = new Uint32Array(count)
  const weights = new Uint32Array(persons.length)
  const figures: number[][] = []
  for (let replicate = 0; replicate < replicates; replicate++) {
    drawn.fill(0)
    for (let i = 0; i < count; i++) drawn[Math.floor(draw() * count)]!++
    for (let i = 0; i < weights.length; i++) weights[i] = drawn[numbers[i]!]!
    measure(weights).forEach((figure, i) => {
      figures[i] ??= []
      figures[i].push(figure)
    })
  }
  return figures
}

/** The same persons, numbered from 0 without gaps. */
function numbered(persons: ArrayLike<number>) {
  const known = new Map<number, number>()
  const numbers = Uint32Array.from(persons, (person) => {
    const number = known.get(person) ?? known.size
    known.set(person, number)
    return number
  })
  return { numbers, count: known.size }
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

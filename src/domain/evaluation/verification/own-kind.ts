import type { Comparisons } from '../figures/measured.ts'

/** Of which two kinds the images of a comparison may be. */
export interface OwnKinds {
  /** The kind of each image, as a number. */
  readonly of: Uint8Array
  readonly count: number
  /** [count × count]: 1 where a genuine comparison is of these two kinds, in either order. */
  readonly together: Uint8Array
}

/**
 * The kinds of comparisons that a set is about: those of its genuine ones. Where these are of a clean and a degraded image,
 * or of a frontal and a profile, impostors that are both degraded or both frontal are none of the set's, and must not set
 * its threshold.
 * @param kinds  of each image, by any name
 */
export function ownKinds(kinds: readonly string[], { one, other, isGenuine }: Comparisons): OwnKinds {
  const names = [...new Set(kinds)]
  const numbers = new Map(names.map((name, number) => [name, number]))
  const of = Uint8Array.from(kinds, (kind) => numbers.get(kind)!)
  const count = names.length
  const together = new Uint8Array(count * count)
  for (let i = 0; i < one.length; i++) {
    if (!isGenuine[i]) continue
    const [a, b] = [of[one[i]!]!, of[other[i]!]!]
    together[a * count + b] = 1
    together[b * count + a] = 1
  }
  return { of, count, together }
}

/**
 * How many comparisons of different persons are of the set's own kinds.
 * @param persons  the person on each image, as a number
 * @param images   those that take part
 * @returns        a function of how often each person counts, by number
 */
export function impostorCounter(
  { of, count, together }: OwnKinds,
  persons: ArrayLike<number>,
  images: ArrayLike<number>,
) {
  const people = new Map<number, Uint32Array>()
  for (let i = 0; i < images.length; i++) {
    const image = images[i]!
    const ofPerson = people.get(persons[image]!) ?? new Uint32Array(count)
    ofPerson[of[image]!]!++
    people.set(persons[image]!, ofPerson)
  }
  const each = [...people]
  return (timesOf: (person: number) => number): number => {
    const sums = new Float64Array(count)
    // Of one person, and so to be left out: all pairs of kinds in both orders, as in the product of the sums.
    const within = new Float64Array(count * count)
    for (const [person, images] of each) {
      const times = timesOf(person)
      if (times === 0) continue
      for (let a = 0; a < count; a++) {
        sums[a]! += times * images[a]!
        for (let b = 0; b < count; b++) within[a * count + b]! += times * times * images[a]! * images[b]!
      }
    }
    let twice = 0
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) if (together[a * count + b]) twice += sums[a]! * sums[b]! - within[a * count + b]!
    return twice / 2
  }
}

import { generator } from '#domain/alignment/generator.ts'
import type { Comparisons, UnmarkedImage } from './face-set.ts'

/** A comparison by the images' places. */
export type Compared = readonly [one: number, other: number, isGenuine: boolean]

export const comparisonsOf = (pairs: readonly Compared[]): Comparisons => ({
  one: Uint32Array.from(pairs, ([one]) => one),
  other: Uint32Array.from(pairs, ([, other]) => other),
  isGenuine: Uint8Array.from(pairs, ([, , isGenuine]) => Number(isGenuine)),
})

/** Most impostor comparisons of a set that lists none. */
const impostorLimit = 4_000_000

/**
 * All comparisons of images with each other, or, where they have views, of frontal ones with profiles alone.
 * @param limit  on the impostor comparisons: of more, a seeded choice of about so many is taken
 */
export function allComparisons(images: readonly Who[], limit: number = impostorLimit): Comparisons {
  let impostors = 0
  forEachPair(images, (_, __, isGenuine) => {
    if (!isGenuine) impostors++
  })
  const share = Math.min(1, limit / impostors)
  const draw = generator(1)
  const pairs: Compared[] = []
  forEachPair(images, (one, other, isGenuine) => {
    if (isGenuine || share === 1 || draw() < share) pairs.push([one, other, isGenuine])
  })
  return comparisonsOf(pairs)
}

type Who = Pick<UnmarkedImage, 'person' | 'view'>

function forEachPair(images: readonly Who[], visit: (...pair: Compared) => void) {
  const hasViews = images.some(({ view }) => view)
  for (const [i, one] of images.entries())
    for (let j = i + 1; j < images.length; j++) {
      const other = images[j]!
      if (!hasViews || one.view !== other.view) visit(i, j, one.person === other.person)
    }
}

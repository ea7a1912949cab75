import type { EvaluatedSet, SetImage } from './face-set.ts'

/** A set with some of its images, and the comparisons between these. */
export function withImages(set: EvaluatedSet, isKept: (image: SetImage) => boolean): EvaluatedSet {
  const kept = set.images.filter(isKept)
  if (kept.length === set.images.length) return set
  const places = new Map(kept.map((image, place) => [image, place]))
  const { one, other, isGenuine } = set.comparisons
  const placesIn = (side: Uint32Array) => Array.from(side, (image) => places.get(set.images[image]!))
  const [ones, others] = [placesIn(one), placesIn(other)]
  const left = Array.from(isGenuine.keys()).filter((i) => ones[i] !== undefined && others[i] !== undefined)
  return {
    ...set,
    images: kept,
    comparisons: {
      one: Uint32Array.from(left, (i) => ones[i]!),
      other: Uint32Array.from(left, (i) => others[i]!),
      isGenuine: Uint8Array.from(left, (i) => isGenuine[i]!),
    },
  }
}

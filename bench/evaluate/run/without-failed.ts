import type { EvaluatedSet, SetImage } from '../inputs/face-set.ts'

/** The set without images that could not be opened, and without their comparisons; the images are missing then. */
export function withoutFailed(set: EvaluatedSet, failed: readonly { readonly image: SetImage }[]): EvaluatedSet {
  const broken = new Set(failed.map(({ image }) => nameOf(image)))
  const kept = set.images.filter((image) => !broken.has(nameOf(image)))
  if (kept.length === set.images.length) return set
  const places = new Map(kept.map((image, place) => [image, place]))
  const { one, other, isGenuine } = set.comparisons
  const placesIn = (side: Uint32Array) => Array.from(side, (image) => places.get(set.images[image]!))
  const [ones, others] = [placesIn(one), placesIn(other)]
  const left = Array.from(isGenuine.keys()).filter((i) => ones[i] !== undefined && others[i] !== undefined)
  const lost = set.images.filter((image) => !places.has(image)).map(({ file }) => file)
  return {
    ...set,
    images: kept,
    comparisons: {
      one: Uint32Array.from(left, (i) => ones[i]!),
      other: Uint32Array.from(left, (i) => others[i]!),
      isGenuine: Uint8Array.from(left, (i) => isGenuine[i]!),
    },
    missing: [...new Set([...set.missing, ...lost])],
  }
}

const nameOf = ({ path, degradation }: SetImage) => `${JSON.stringify(degradation)} ${path}`

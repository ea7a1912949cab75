import type { ScoredVariant } from '#engine/protocol.ts'
import type { PhotoEntry } from '#stores/photos/photos.ts'

/** A crop that the comparison shows: where it comes from, what it is called, what it scored. */
export interface Focus {
  readonly key: string
  readonly faceId: string
  readonly photo: PhotoEntry
  readonly label: string
  readonly variant: ScoredVariant
  /** The crop's picture, where it is already there. */
  readonly crop?: Blob
}

/** Picks a crop for the comparison: the two picked last stand side by side, and picking one again lets it go. */
export function pick(picked: readonly Focus[], focus: Focus): readonly Focus[] {
  const others = picked.filter(({ key }) => key !== focus.key)
  return others.length < picked.length ? others : [...others, focus].slice(-2)
}

/**
 * What the comparison shows: two picked crops; else the reference against what moves, the crop under a sweep's crosshair
 * before a picked one before that by hand.
 */
export function comparison(
  home: Focus | null,
  picked: readonly Focus[],
  crosshair: Focus | null,
  byHand: Focus | null,
): readonly [Focus | null, Focus | null] {
  const [first, second] = picked
  if (first && second && !crosshair) return [first, second]
  return [second ? (first ?? home) : home, crosshair ?? first ?? byHand ?? home]
}

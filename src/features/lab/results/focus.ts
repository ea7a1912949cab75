import type { ScoredVariant } from '#engine/protocol.ts'
import type { PhotoEntry } from '#stores/photos/photos.ts'

/** A crop that the comparison shows: where it comes from, what it is called, what it scored. */
export interface Focus {
  readonly key: string
  readonly photo: PhotoEntry
  readonly label: string
  readonly variant: ScoredVariant
  /** The crop's picture, where it is already there. */
  readonly crop?: Blob
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

import type { Face } from '#domain/alignment/face.ts'
import type { FoundFace, FoundPhoto, PhotoHandle, ScoredVariant, VariantOutcome } from './protocol.ts'

/** A face of a photo: `face` is its index in FoundPhoto.faces; faces that a person marks come after those. */
export interface FaceRef {
  readonly photoId: string
  readonly face: number
}

/** A face's id for lists and for setVisible. */
export const faceId = ({ photoId, face }: FaceRef): string => `${photoId}/${face}`

/**
 * What the queue tells, in this order for a photo: `found`, then `referenceScored` for each face, then `measured` for
 * each face, batch by batch. `failed` may take the place of any of them.
 */
export type ScoringEvent =
  | { readonly kind: 'found'; readonly photoId: string; readonly photo: FoundPhoto }
  /** A face marked by a person got its place in the photo. */
  | ({ readonly kind: 'faceAdded'; readonly found: FoundFace } & FaceRef)
  | ({ readonly kind: 'referenceScored'; readonly outcome: ScoredVariant } & FaceRef)
  /** Some of the other procedures and of P24; `remaining` = 0 with the last of them. */
  | ({ readonly kind: 'measured'; readonly outcomes: readonly VariantOutcome[]; readonly remaining: number } & FaceRef)
  /** `face` is null where the photo itself failed; nothing else is lost, and `retry` tries again what failed. */
  | { readonly kind: 'failed'; readonly photoId: string; readonly face: number | null; readonly error: Error }
  /** How many photos and faces still wait for something; 0 = idle. */
  | { readonly kind: 'pending'; readonly photos: number; readonly faces: number }

/**
 * Decides what the engine does next for a list of photos: finds the faces of every photo and scores their reference
 * crops first, in order of arrival; then measures the other procedures and P24 of every face, visible faces first.
 */
export interface ScoringQueue {
  add(photo: PhotoHandle): void
  /** Drops the photo, its running job and its pixels. No event follows. */
  remove(photoId: string): void
  /** Ids (`faceId`) of the faces on the screen. */
  setVisible(ids: ReadonlySet<string>): void
  /** Tries again what failed of this photo. */
  retry(photoId: string): void
  /** Scores a face that a person marked; `faceAdded` tells its index. */
  addManualFace(photoId: string, face: Face): void
  /** Aborts the running job, which waits again, and starts no other until `resume`. */
  stop(): void
  resume(): void
}

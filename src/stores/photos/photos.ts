import { create } from 'zustand'
import type { Face } from '#domain/alignment/face.ts'
import { PlumbError } from '#domain/errors.ts'
import type { FoundFace, ScoredVariant, VariantOutcome } from '#engine/protocol.ts'
import { type FaceRef, faceId, type ScoringEvent } from '#engine/scoring-queue.ts'

/** Why something has no score, in words. */
export interface Failure {
  readonly code: string
  readonly message: string
  readonly remedy: string
}

/** A photo as a handle and what is known of it. */
export interface PhotoEntry {
  readonly id: string
  readonly name: string
  readonly blob: Blob
  /** Pixels after EXIF orientation; null until its faces were looked for. */
  readonly size: { readonly width: number; readonly height: number } | null
  /** Share of the search for faces that is done, ∈ [0, 1]. */
  readonly searched: number
  /** Ids of its faces, from left to right, those that a person marked last. */
  readonly faces: readonly string[]
  readonly failure: Failure | null
}

/** A face and all that was measured of it. */
export interface FaceEntry {
  readonly id: string
  readonly photoId: string
  /** Index in its photo, from 0. */
  readonly index: number
  readonly face: Face
  /** The reference crop, 112 × 112. */
  readonly thumbnail: Blob
  readonly reference: ScoredVariant | null
  /** Everything but the reference: the other procedures and P24. */
  readonly outcomes: readonly VariantOutcome[]
  /** Whether `outcomes` is complete. */
  readonly measured: boolean
  readonly failure: Failure | null
}

/** What was taken off the list: a photo, or one face of it. */
export interface Removal {
  readonly photoId: string
  readonly faceId: string | null
}

export interface PhotosState {
  readonly photos: Readonly<Record<string, PhotoEntry>>
  readonly faces: Readonly<Record<string, FaceEntry>>
  /** Ids of the photos in order of arrival. */
  readonly order: readonly string[]
  /** What can be brought back, the last removed last. */
  readonly removed: readonly Removal[]
  /** Ids of removed faces that can no longer be brought back. Their photos still know them, and so still had a face. */
  readonly dropped: ReadonlySet<string>
  /** What the queue still has to do. */
  readonly pending: { readonly photos: number; readonly faces: number }
}

/** Photos and faces as plain records; whoever changes them is `session.ts`. */
export const usePhotos = create<PhotosState>()(() => ({
  photos: {},
  faces: {},
  order: [],
  removed: [],
  dropped: new Set(),
  pending: { photos: 0, faces: 0 },
}))

/** Ids of the photos and faces that were taken off the list. */
export const hiddenIds = ({ removed, dropped }: PhotosState): ReadonlySet<string> =>
  new Set([...dropped, ...removed.map(({ photoId, faceId }) => faceId ?? photoId)])

/** How many removals can be undone. */
const UNDO_DEPTH = 50

/** Puts photos at the end of the list. */
export function putPhotos(added: readonly Pick<PhotoEntry, 'id' | 'name' | 'blob'>[]): void {
  const entries = added.map((photo): PhotoEntry => ({ ...photo, size: null, searched: 0, faces: [], failure: null }))
  usePhotos.setState(({ photos, order }) => ({
    photos: { ...photos, ...Object.fromEntries(entries.map((entry) => [entry.id, entry])) },
    order: [...order, ...entries.map(({ id }) => id)],
  }))
}

/** Takes in what the queue told, many events at once so that the page renders once. */
export function applyEvents(events: readonly ScoringEvent[]): void {
  const pending = events.findLast((event) => event.kind === 'pending')
  const results = events.filter((event) => event.kind !== 'pending')
  usePhotos.setState((state) => {
    // Progress alone leaves the records as they are, and so the list.
    const draft: Draft = results.length > 0 ? { photos: { ...state.photos }, faces: { ...state.faces } } : state
    for (const event of results) apply(draft, event)
    return { ...draft, ...(pending && { pending: { photos: pending.photos, faces: pending.faces } }) }
  })
}

/** Hides a photo or a face; photos that fall off the end of the undo list are dropped for good and returned. */
export function hide(removal: Removal): readonly PhotoEntry[] {
  const { removed, photos } = usePhotos.getState()
  const stack = [...removed, removal]
  const fallen = stack.slice(0, -UNDO_DEPTH)
  const gone = fallen.flatMap(({ photoId, faceId }) => (faceId ? [] : (photos[photoId] ?? [])))
  usePhotos.setState((state) => ({
    removed: stack.slice(-UNDO_DEPTH),
    dropped: new Set([...state.dropped, ...fallen.flatMap(({ faceId }) => faceId ?? [])]),
    ...without(state, gone),
  }))
  return gone
}

/** Brings back what was hidden last, and returns it. */
export function unhide(): Removal | undefined {
  const last = usePhotos.getState().removed.at(-1)
  if (last) usePhotos.setState(({ removed }) => ({ removed: removed.slice(0, -1) }))
  return last
}

/** The records while events are written into a copy of them. */
interface Draft {
  readonly photos: Record<string, PhotoEntry>
  readonly faces: Record<string, FaceEntry>
}

function apply(draft: Draft, event: Exclude<ScoringEvent, { kind: 'pending' }>): void {
  const photo = draft.photos[event.photoId]
  if (!photo) return
  if (event.kind === 'searching') {
    draft.photos[photo.id] = { ...photo, searched: event.share }
    return
  }
  if (event.kind === 'found') {
    const { width, height, faces } = event.photo
    const entries = faces.map((found, face) => newFace({ photoId: photo.id, face }, found))
    for (const id of photo.faces) delete draft.faces[id]
    for (const entry of entries) draft.faces[entry.id] = entry
    draft.photos[photo.id] = {
      ...photo,
      size: { width, height },
      searched: 1,
      faces: entries.map(({ id }) => id),
      failure: null,
    }
    return
  }
  if (event.kind === 'faceAdded') {
    const entry = newFace(event, event.found)
    draft.faces[entry.id] = entry
    draft.photos[photo.id] = { ...photo, faces: [...photo.faces, entry.id], failure: null }
    return
  }
  if (event.kind === 'failed' && event.face === null) {
    draft.photos[photo.id] = { ...photo, failure: failureOf(event.error) }
    return
  }
  const face = draft.faces[faceId({ photoId: event.photoId, face: event.face ?? 0 })]
  if (face) draft.faces[face.id] = { ...face, ...measurement(face, event) }
}

function measurement(
  face: FaceEntry,
  event: Extract<ScoringEvent, { kind: 'failed' | 'referenceScored' | 'measured' }>,
): Partial<FaceEntry> {
  switch (event.kind) {
    case 'failed':
      return { failure: failureOf(event.error) }
    case 'referenceScored':
      return { reference: event.outcome, failure: null }
    case 'measured':
      return { outcomes: [...face.outcomes, ...event.outcomes], measured: event.remaining === 0, failure: null }
  }
}

const newFace = ({ photoId, face }: FaceRef, found: FoundFace): FaceEntry => ({
  id: faceId({ photoId, face }),
  photoId,
  index: face,
  face: found.face,
  thumbnail: found.thumbnail,
  reference: null,
  outcomes: [],
  measured: false,
  failure: null,
})

/** What was thrown, in words for the page. */
export const failureOf = (thrown: unknown): Failure =>
  thrown instanceof PlumbError
    ? { code: thrown.code, message: thrown.message, remedy: thrown.remedy }
    : {
        code: 'unknown',
        message: 'Something went wrong in the engine.',
        remedy: thrown instanceof Error ? thrown.message : String(thrown),
      }

function without({ photos, faces, order }: PhotosState, gone: readonly PhotoEntry[]) {
  if (gone.length === 0) return {}
  const photoIds = new Set(gone.map(({ id }) => id))
  const faceIds = new Set(gone.flatMap((photo) => photo.faces))
  return {
    photos: Object.fromEntries(Object.entries(photos).filter(([id]) => !photoIds.has(id))),
    faces: Object.fromEntries(Object.entries(faces).filter(([id]) => !faceIds.has(id))),
    order: order.filter((id) => !photoIds.has(id)),
  }
}

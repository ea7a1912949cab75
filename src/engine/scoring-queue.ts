import { align, referenceOf } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import { procedures } from '#domain/alignment/procedures.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import type { Engine } from './engine.ts'
import type { FoundFace, FoundPhoto, PhotoHandle, ScoredVariant, VariantOutcome, VariantSpec } from './protocol.ts'

/** A face of a photo: `face` is its index in FoundPhoto.faces; faces that a person marks come after those. */
export interface FaceRef {
  readonly photoId: string
  readonly face: number
}

/** A face's id for lists and for setVisible. */
export const faceId = ({ photoId, face }: FaceRef): string => `${photoId}/${face}`

/**
 * What the queue tells, in this order for a photo: `searching` as it goes on, `found`, then `referenceScored` for each face, then `measured` for
 * each face, batch by batch. `failed` may take the place of any of them.
 */
export type ScoringEvent =
  /** `share` of the search that is done, ∈ [0, 1), if nothing more is found. */
  | { readonly kind: 'searching'; readonly photoId: string; readonly share: number }
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
  add(photos: readonly PhotoHandle[]): void
  /** Drops the photo, its running job and its pixels. No event follows. */
  remove(photoId: string): void
  /** The same, but what is known of the photo is kept for `takeUp`, faces that a person marked too. */
  setAside(photoId: string): void
  takeUp(photoId: string): void
  /** Ids (`faceId`) of the faces on the screen. */
  setVisible(ids: ReadonlySet<string>): void
  /** Tries again what failed of this photo. */
  retry(photoId: string): void
  /** Scores a face that a person marked in a photo that was `found`; `faceAdded` tells its index. */
  addManualFace(photoId: string, face: Face): void
  /** Aborts the running job, which waits again, and starts no other until `resume`. */
  stop(): void
  resume(): void
}

/** Variants that the engine gets at once: what a photo dropped meanwhile waits for. */
const batchSize = 8

interface FaceTask extends FaceRef {
  readonly value: Face
  /** The reference first. */
  readonly specs: readonly VariantSpec[]
  /** How many of `specs` are done. */
  done: number
  /** False for a face that a person marked, until `faceAdded` told of it. */
  isKnown: boolean
  hasFailed: boolean
}

interface PhotoTask {
  readonly handle: PhotoHandle
  isFound: boolean
  hasFailed: boolean
  isAside: boolean
  /** Index that the next face gets. */
  faceCount: number
  /** Faces for which something is left to do. */
  readonly open: FaceTask[]
}

interface Job {
  readonly photo: PhotoTask
  /** Null: find the faces. */
  readonly face: FaceTask | null
}

/** @param listener  gets the events, none of them during a call of the queue's own functions but `pending` */
export function createScoringQueue(engine: Engine, listener: (event: ScoringEvent) => void): ScoringQueue {
  const photos = new Map<string, PhotoTask>()
  let visible: ReadonlySet<string> = new Set()
  let isStopped = false
  let running: { readonly photo: PhotoTask; readonly controller: AbortController } | null = null

  const engineState = () => engine.status.state

  function next(): Job | null {
    let later: Job | null = null
    let seen: Job | null = null
    for (const photo of photos.values()) {
      if (photo.hasFailed || photo.isAside) continue
      if (!photo.isFound) return { photo, face: null }
      for (const face of photo.open) {
        if (face.hasFailed) continue
        if (face.done === 0) return { photo, face }
        later ??= { photo, face }
        if (visible.has(faceId(face))) seen ??= { photo, face }
      }
    }
    return seen ?? later
  }

  async function work({ photo, face }: Job, signal: AbortSignal) {
    if (!face) await find(photo, signal)
    else if (!face.isKnown) await introduce(photo, face, signal)
    else await score(photo, face, signal)
  }

  async function find(photo: PhotoTask, signal: AbortSignal) {
    const found = await engine.find(photo.handle, signal, (share) => {
      if (!signal.aborted) listener({ kind: 'searching', photoId: photo.handle.id, share })
    })
    signal.throwIfAborted()
    photo.isFound = true
    for (const { face } of found.faces) openFace(photo, face, true)
    listener({ kind: 'found', photoId: photo.handle.id, photo: found })
  }

  async function introduce(photo: PhotoTask, face: FaceTask, signal: AbortSignal) {
    const aligned = align(face.value, face.specs[0]!)
    const transforms = 'transform' in aligned ? [aligned.transform] : []
    const [thumbnail] = await engine.crops(photo.handle, transforms, signal)
    signal.throwIfAborted()
    face.isKnown = true
    listener({ kind: 'faceAdded', ...refOf(face), found: { face: face.value, thumbnail: thumbnail! } })
  }

  async function score(photo: PhotoTask, face: FaceTask, signal: AbortSignal) {
    const specs = face.specs.slice(face.done, face.done === 0 ? 1 : face.done + batchSize)
    const outcomes = await engine.score(photo.handle, face.value, specs, signal)
    signal.throwIfAborted()
    const isReference = face.done === 0
    face.done += specs.length
    const remaining = face.specs.length - face.done
    if (remaining === 0) photo.open.splice(photo.open.indexOf(face), 1)
    listener(
      isReference
        ? { kind: 'referenceScored', ...refOf(face), outcome: outcomes[0] as ScoredVariant }
        : { kind: 'measured', ...refOf(face), outcomes, remaining },
    )
  }

  function fail({ photo, face }: Job, error: Error) {
    const failed = face ?? photo
    failed.hasFailed = true
    // A marked face that nobody heard of yet is the photo's failure.
    const where = face?.isKnown ? refOf(face) : { photoId: photo.handle.id, face: null }
    listener({ kind: 'failed', ...where, error })
  }

  function openFace(photo: PhotoTask, value: Face, isKnown: boolean) {
    const reference = referenceOf(value)
    const others = procedures.filter(({ id }) => id !== reference)
    photo.open.push({
      photoId: photo.handle.id,
      face: photo.faceCount++,
      value,
      specs: [
        { procedure: reference, misalignment: null },
        ...others.map(({ id }) => ({ procedure: id, misalignment: null })),
        ...P24.map((misalignment) => ({ procedure: reference, misalignment })),
      ],
      done: 0,
      isKnown,
      hasFailed: false,
    })
  }

  async function pump() {
    if (running || isStopped || engineState() !== 'ready') return
    const job = next()
    if (!job) return
    const controller = new AbortController()
    running = { photo: job.photo, controller }
    try {
      await work(job, controller.signal)
    } catch (thrown) {
      // Without models nothing can be scored, which is not the photo's fault: it waits until they are there.
      const waits = controller.signal.aborted || engineState() === 'failed'
      if (!waits) fail(job, thrown instanceof Error ? thrown : new Error(String(thrown)))
    } finally {
      running = null
    }
    tellPending()
    void pump()
  }

  function tellPending() {
    let waitingPhotos = 0
    let waitingFaces = 0
    for (const photo of photos.values()) {
      if (photo.hasFailed || photo.isAside) continue
      if (!photo.isFound) waitingPhotos++
      for (const face of photo.open) if (!face.hasFailed) waitingFaces++
    }
    listener({ kind: 'pending', photos: waitingPhotos, faces: waitingFaces })
  }

  function changed() {
    tellPending()
    void pump()
  }

  function leave(photoId: string) {
    if (running?.photo.handle.id === photoId) running.controller.abort()
    engine.forget(photoId)
    changed()
  }

  engine.subscribe(() => void pump())

  return {
    add(handles) {
      for (const handle of handles)
        if (!photos.has(handle.id))
          photos.set(handle.id, { handle, isFound: false, hasFailed: false, isAside: false, faceCount: 0, open: [] })
      changed()
    },
    remove(photoId) {
      photos.delete(photoId)
      leave(photoId)
    },
    setAside(photoId) {
      const photo = photos.get(photoId)
      if (photo) photo.isAside = true
      leave(photoId)
    },
    takeUp(photoId) {
      const photo = photos.get(photoId)
      if (photo) photo.isAside = false
      engine.remember(photoId)
      changed()
    },
    setVisible(ids) {
      visible = ids
    },
    retry(photoId) {
      const photo = photos.get(photoId)
      if (!photo) return
      photo.hasFailed = false
      for (const face of photo.open) face.hasFailed = false
      changed()
    },
    addManualFace(photoId, face) {
      const photo = photos.get(photoId)
      if (!photo?.isFound) return
      openFace(photo, face, false)
      changed()
    },
    stop() {
      isStopped = true
      running?.controller.abort()
    },
    resume() {
      isStopped = false
      void pump()
    },
  }
}

const refOf = ({ photoId, face }: FaceRef): FaceRef => ({ photoId, face })

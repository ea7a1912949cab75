import { create } from 'zustand'
import type { Face } from '#domain/alignment/face.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import type { Engine } from '#engine/engine.ts'
import { EngineCrashedError } from '#engine/errors.ts'
import type { PhotoHandle, VariantOutcome, VariantSpec } from '#engine/protocol.ts'
import type { ScoringEvent, ScoringQueue } from '#engine/scoring-queue.ts'
import { followEngine } from './engine.ts'
import { createNames } from './free-name.ts'
import { applyEvents, hide, type PhotoEntry, putPhotos, type Removal, unhide, usePhotos } from './photos/photos.ts'

/**
 * What the page asks of the engine. `startSession` connects it once; until then, as in a test of the list alone, the
 * stores work and nothing is scored.
 */
let session: { readonly engine: Engine; readonly queue: ScoringQueue } | null = null

/** How long results wait for each other, in milliseconds: ten times a second at most, less often in a long list. */
const pauseMs = () => 100 + usePhotos.getState().order.length / 10

/** @param createQueue  makes the queue that reports to `emit` */
export function startSession(engine: Engine, createQueue: (emit: (event: ScoringEvent) => void) => ScoringQueue): void {
  followEngine(engine)
  let waiting: ScoringEvent[] = []
  let isPausing = false
  const flush = () => {
    isPausing = waiting.length > 0
    if (!isPausing) return
    const events = waiting
    waiting = []
    setTimeout(flush, pauseMs())
    applyEvents(events)
  }
  const queue = createQueue((event) => {
    waiting.push(event)
    if (!isPausing) flush()
  })
  session = { engine, queue }
}

let lastPhoto = 0

/** Adds photos to the list and to the queue, and returns their ids. Names are unique: records tell photos apart by them. */
export function addPhotos(files: readonly { readonly name: string; readonly blob: Blob }[]): readonly string[] {
  const names = createNames(Object.values(usePhotos.getState().photos).map(({ name }) => name))
  const added = files.map(({ name, blob }) => ({ id: `p${++lastPhoto}`, name: names.take(name), blob }))
  putPhotos(added)
  session?.queue.add(added.map(handleOf))
  return added.map(({ id }) => id)
}

/** Takes a photo, or one face of several, off the list; `undoRemove` brings it back. */
export function remove(removal: Removal): void {
  for (const gone of hide(removal)) session?.queue.remove(gone.id)
  if (!removal.faceId) session?.queue.setAside(removal.photoId)
}

/** Brings back what was removed last, and returns it. */
export function undoRemove(): Removal | undefined {
  const removal = unhide()
  if (removal && !removal.faceId) session?.queue.takeUp(removal.photoId)
  return removal
}

export const retry = (photoId: string): void => session?.queue.retry(photoId)
export const addMarkedFace = (photoId: string, face: Face): void => session?.queue.addManualFace(photoId, face)
export const setVisible = (faceIds: ReadonlySet<string>): void => session?.queue.setVisible(faceIds)

/** Whether a person stopped the queue. */
export const useStopped = create<boolean>()(() => false)

export function stopScoring(): void {
  session?.queue.stop()
  useStopped.setState(true, true)
}

export function resumeScoring(): void {
  session?.queue.resume()
  useStopped.setState(false, true)
}

export const restartEngine = (): void => session?.engine.restart()

/** What of a photo crosses to the engine. */
export const handleOf = ({ id, blob }: PhotoHandle): PhotoHandle => ({ id, blob })

/** Aligns and scores a face in each way, in order, by the released models and those of `own`. */
export async function scoreVariants(
  photo: PhotoEntry,
  face: Face,
  specs: readonly VariantSpec[],
  signal: AbortSignal,
  own: readonly string[] = [],
): Promise<readonly VariantOutcome[]> {
  return session ? session.engine.score(handleOf(photo), face, specs, signal, own) : []
}

/** The engine, for what needs no list of photos: a person's own models. */
export function theEngine(): Engine {
  if (!session) throw new EngineCrashedError()
  return session.engine
}

/** The crops that transforms cut from a photo, in their order. */
export async function crops(
  photo: PhotoEntry,
  transforms: readonly Similarity<'source', 'crop'>[],
  signal: AbortSignal,
): Promise<readonly Blob[]> {
  return session ? session.engine.crops(handleOf(photo), transforms, signal) : []
}

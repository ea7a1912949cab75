import type { Face } from '#domain/alignment/face.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import type { EngineInfo, FoundPhoto, LoadProgress, PhotoHandle, VariantOutcome, VariantSpec } from './protocol.ts'

/** What the engine is doing, for the page's foot. */
export type EngineStatus =
  | { readonly state: 'loading'; readonly progress: LoadProgress }
  | { readonly state: 'ready'; readonly info: EngineInfo }
  | { readonly state: 'failed'; readonly error: Error }

/**
 * The typed client of the engine worker, the only way for the page to reach it. Every call takes a signal; an aborted
 * call rejects with the signal's reason at once. A worker that died is replaced, its jobs reject with
 * EngineCrashedError, and the next call goes to the new one.
 */
export interface Engine {
  readonly status: EngineStatus
  subscribe(listener: () => void): () => void
  /** Loads the models again after a failure, in a new worker. */
  restart(): void
  find(photo: PhotoHandle, signal: AbortSignal): Promise<FoundPhoto>
  score(
    photo: PhotoHandle,
    face: Face,
    specs: readonly VariantSpec[],
    signal: AbortSignal,
  ): Promise<readonly VariantOutcome[]>
  crops(
    photo: PhotoHandle,
    transforms: readonly Similarity<'source', 'crop'>[],
    signal: AbortSignal,
  ): Promise<readonly Blob[]>
  forget(photoId: string): void
  dispose(): void
}

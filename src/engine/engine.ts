import type { Face } from '#domain/alignment/face.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import type { OwnShape } from '#domain/quality/own-model.ts'
import type { Occlusion } from './occlusion.ts'
import type {
  CameraFrame,
  CropFormat,
  EngineInfo,
  Explanation,
  FoundPhoto,
  LoadProgress,
  OwnModel,
  OwnModelFile,
  PhotoHandle,
  ReferenceCrop,
  VariantOutcome,
  VariantSpec,
  WatchedFrame,
} from './protocol.ts'

/** What the engine is doing, for the page's foot. */
export type EngineStatus =
  /** `isStalled`: nothing has arrived, or happened, for some seconds. It may go on by itself. */
  | { readonly state: 'loading'; readonly progress: LoadProgress; readonly isStalled: boolean }
  | { readonly state: 'ready'; readonly info: EngineInfo }
  | { readonly state: 'failed'; readonly error: Error }

/**
 * The typed client of the engine worker, the only way for the page to reach it. Every call takes a signal; an aborted
 * call rejects with the signal's reason at once. A worker that died or hung is replaced: the call that it was busy with
 * rejects with EngineCrashedError or EngineStuckError and is not made again; all others go to the new one by themselves.
 */
export interface Engine {
  readonly status: EngineStatus
  subscribe(listener: () => void): () => void
  /** Loads the models again, in a new worker: after a failure, or where nothing arrives any more. */
  restart(): void
  /** @param onProgress  called with the share of the search that is done, ∈ [0, 1), if nothing more is found */
  find(photo: PhotoHandle, signal: AbortSignal, onProgress?: (share: number) => void): Promise<FoundPhoto>
  /**
   * @param own  ids of dropped models that are to score beside the released ones; where one fails, hangs or is not there,
   *   its crops say so, and the others' scores are there all the same
   */
  score(
    photo: PhotoHandle,
    face: Face,
    specs: readonly VariantSpec[],
    signal: AbortSignal,
    own?: readonly string[],
  ): Promise<readonly VariantOutcome[]>
  /** @param format  'jpeg' by default */
  crops(
    photo: PhotoHandle,
    transforms: readonly Similarity<'source', 'crop'>[],
    signal: AbortSignal,
    format?: CropFormat,
  ): Promise<readonly Blob[]>
  /**
   * What a dropped ONNX takes. One that does not fit rejects with a code that starts with 'own-model-' and a sentence
   * that says what is off.
   */
  inspectModel(file: Blob, signal: AbortSignal): Promise<OwnShape>
  /**
   * Opens a dropped ONNX and makes its scale from crops at hand, a few at a time, so that other calls come in between;
   * crops of photos that can no longer be read, and those that the model fails on, are left out. Rejects as
   * `inspectModel` does, and where the model gives no numbers or too few different ones.
   * @param onProgress  called with the number of crops done; what it returns is awaited before more are scored
   */
  addModel(
    model: OwnModelFile,
    reference: readonly ReferenceCrop[],
    signal: AbortSignal,
    onProgress?: (done: number) => Promise<void> | void,
  ): Promise<OwnModel>
  /** Closes the model at once. */
  removeModel(modelId: string): void
  /** Plain facts of the face and of the crop that `spec` cuts; rejects where `spec` cannot align the face. */
  explain(photo: PhotoHandle, face: Face, spec: VariantSpec, signal: AbortSignal): Promise<Explanation>
  /**
   * Which part of the crop carries each model's score. Some 170 scores a model, a few at a time, so that other calls come
   * in between.
   * @param onProgress  called with the share that is done, up to 1; what it returns is awaited before more are scored
   * @param own         as for `score`
   */
  occlusion(
    photo: PhotoHandle,
    face: Face,
    spec: VariantSpec,
    signal: AbortSignal,
    onProgress?: (share: number) => Promise<void> | void,
    own?: readonly string[],
  ): Promise<Occlusion>
  /**
   * The faces of one frame of a camera, with scores; the frame's bitmap is transferred, whatever comes of it, and so goes
   * to no second worker. Send the next
   * frame when the last one's answer has come, so that there is never a backlog.
   */
  watch(frame: CameraFrame, signal: AbortSignal): Promise<WatchedFrame>
  /** The camera is off: frees what `watch` keeps from one frame to the next. */
  stopWatching(): void
  /** Frees the photo's pixels; what is asked of it still is answered, and nothing kept until `remember`. */
  forget(photoId: string): void
  remember(photoId: string): void
  dispose(): void
}

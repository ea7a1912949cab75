import type { Face } from '#domain/alignment/face.ts'
import type { Misalignment } from '#domain/alignment/misalignment.ts'
import type { ProcedureId } from '#domain/alignment/procedures.ts'
import type { Facts } from '#domain/explain/facts.ts'
import type { Patch } from '#domain/explain/occlusion.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import type { LiveFace, LiveFrame } from '#domain/live/frame.ts'
import type { ModelRole, ScoreScale, ThresholdEffects } from '#domain/quality/manifest.ts'
import type { OwnInput, OwnShape } from '#domain/quality/own-model.ts'
import type { Backend, BackendChoice, QualityScore, Scores } from '#domain/quality/record.ts'

/** A photo as a handle: the blob is read when, and as often as, the engine needs its pixels. */
export interface PhotoHandle {
  readonly id: string
  readonly blob: Blob
}

export interface StartOptions {
  readonly backend: BackendChoice
  /** Id of the student that scores, with the model it is paired with; null for the first of the manifest. */
  readonly student: string | null
  /** Leaves out the model that the student is paired with. */
  readonly isStudentAlone?: boolean
  /** At most so many WASM threads, where several engines share a machine. */
  readonly threads?: number
  /** Absolute address of the folder that holds manifest.json. */
  readonly modelsUrl: string
}

/** What the worker is started with; a worker cannot tell an iPad from a Mac. */
export interface WorkerStart extends StartOptions {
  readonly isIos: boolean
  /** The worker before it was lost while WebGPU ran or was being tried: this one leaves it alone. */
  readonly avoidsWebgpu: boolean
}

/** Bytes loaded of all models together; `total` comes from the manifest. */
export interface LoadProgress {
  readonly loaded: number
  readonly total: number
}

/** Why this backend runs, as a code for tests and with the numbers that a sentence needs. */
export type BackendReason =
  | { readonly code: 'forced' }
  | { readonly code: 'faster'; readonly adapter: string; readonly difference: number }
  /** Milliseconds a face; WebGPU's is null where the adapter is software, which is not even tried. */
  | { readonly code: 'slower'; readonly adapter: string; readonly webgpuMs: number | null; readonly wasmMs: number }
  | { readonly code: 'disagreed'; readonly adapter: string; readonly difference: number }
  /** WASM runs while WebGPU is being tried; `onInfo` tells the outcome. */
  | { readonly code: 'probing'; readonly adapter: string }
  | { readonly code: 'no-webgpu' }
  | { readonly code: 'failed'; readonly adapter: string; readonly message: string }
  | { readonly code: 'ios' }

export interface LoadedModel {
  readonly id: string
  readonly role: ModelRole
  readonly sha256: string
  readonly bytes: number
  /** Reference set of its scale, how many faces that holds, and what a threshold does to them where that was measured. */
  readonly reference: { readonly name: string; readonly n: number; readonly thresholds: ThresholdEffects | null }
  /** Median of the probe runs, milliseconds a face. */
  readonly msPerFace: number
}

export interface EngineInfo {
  readonly backend: Backend
  readonly reason: BackendReason
  /** WASM threads; 1 unless cross-origin isolated. */
  readonly threads: number
  readonly models: readonly LoadedModel[]
}

export interface FoundPhoto {
  readonly width: number
  readonly height: number
  /** Sorted left to right; empty where no face was found. */
  readonly faces: readonly FoundFace[]
}

export interface FoundFace {
  readonly face: Face
  /** The reference crop, 112 × 112, as a small encoded image. */
  readonly thumbnail: Blob
}

/** How a crop is encoded: small for the page, or without a loss for others. */
export type CropFormat = 'jpeg' | 'png'

/** One alignment to score: a procedure and, on top of it, a misalignment. */
export interface VariantSpec {
  readonly procedure: ProcedureId
  readonly misalignment: Misalignment | null
}

/** Why a dropped model gave a crop no score. */
export interface ModelFailure {
  readonly message: string
  /** What the person can do; empty where nobody knows. */
  readonly remedy: string
}

/** What the models say of one crop. */
export interface CropScores {
  readonly scores: Scores
  /** By id of the dropped models that gave it none; absent where all did. The others' scores are there all the same. */
  readonly failures?: Readonly<Record<string, ModelFailure>>
}

export interface ScoredVariant extends VariantSpec, CropScores {
  /** What the released models ran on; another may take over at any time. */
  readonly backend?: Backend
  readonly transform: Similarity<'source', 'crop'>
}

/** What stops a procedure on a face: the landmarks that it needs and that the face lacks, or has on one spot. */
export interface SkippedVariant extends VariantSpec {
  readonly missing: readonly string[]
}

export type VariantOutcome = ScoredVariant | SkippedVariant

/** A dropped ONNX with all that is needed to score with it. */
export interface OwnModelFile {
  /** Names it in scores; one that is taken is replaced. */
  readonly id: string
  readonly name: string
  readonly file: File
  readonly input: OwnInput
}

/** A crop at hand, for the scale of a dropped model. */
export interface ReferenceCrop {
  readonly photo: PhotoHandle
  readonly transform: Similarity<'source', 'crop'>
  /** Whether it is a face's reference crop, and not one of P24. */
  readonly isAligned: boolean
}

/** A dropped model that scores. */
export interface OwnModel {
  readonly id: string
  readonly name: string
  /** Name of its file. */
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  /** With the batch that it really takes. */
  readonly input: OwnInput
  /** Made on the spot: says of which crops. */
  readonly scale: ScoreScale
  /** How many of its crops are misaligned: some where there were fewer faces than a scale needs. */
  readonly misaligned: number
  /** Mean over those crops, milliseconds a face. */
  readonly msPerFace: number
}

/** What goes along with a face's score. */
export interface Explanation {
  readonly facts: Facts
}

/** A frame of a camera or video. The engine closes the bitmap. */
export interface CameraFrame {
  readonly bitmap: ImageBitmap
  /** Milliseconds on one rising clock. */
  readonly time: number
}

export type WatchStage = 'read' | 'find' | 'align' | 'score' | 'extras'

export interface WatchedFace extends LiveFace {
  /** 112 × 112, as the student cuts it where it aligns itself, else the reference crop; whoever receives it closes it. */
  readonly crop: ImageBitmap
}

export interface WatchedFrame extends LiveFrame {
  readonly faces: readonly WatchedFace[]
  /** Milliseconds each stage took. */
  readonly stages: Readonly<Record<WatchStage, number>>
}

/** `own`: a dropped model has a few crops. */
export type Stage = 'load' | 'decode' | 'detect' | 'landmark' | 'align' | 'score' | 'own'

/** An error as it crosses the worker's border: Comlink would keep its name, message and stack alone. */
export interface ThrownData {
  readonly thrown: 'plumb' | 'abort' | 'unknown'
  readonly name: string
  readonly code: string
  readonly message: string
  readonly remedy: string
  readonly stage: Stage | null
  /** The worker can do nothing more after this. */
  readonly isFatal: boolean
}

/** What became of a face's variants. */
export interface ScoredVariants {
  readonly outcomes: readonly VariantOutcome[]
  /** The crops of the outcomes that have a transform, in their order; empty where they were not wanted. */
  readonly crops: readonly Raster[]
}

/**
 * The worker as the page sees it through Comlink. Each call but `cancel` and those that need no answer carries a job
 * number, which `cancel` names, since an AbortSignal cannot cross. Jobs run one at a time, in order of arrival.
 */
export interface EngineApi {
  /** @param onInfo  called when the backend changes later, or the reason for it */
  start(
    job: number,
    options: WorkerStart,
    onProgress: (progress: LoadProgress) => void,
    onInfo: (info: EngineInfo) => void,
  ): Promise<EngineInfo>
  /**
   * Decodes the photo and finds its faces.
   * @param onProgress  called with the share of the search that is done, ∈ [0, 1), if nothing more is found
   */
  find(job: number, photo: PhotoHandle, onProgress: (share: number) => void): Promise<FoundPhoto>
  /**
   * Aligns, warps and scores, in the order of `specs`.
   * @param wantsCrops  whether dropped models are to score the crops too
   */
  score(
    job: number,
    photo: PhotoHandle,
    face: Face,
    specs: readonly VariantSpec[],
    wantsCrops: boolean,
  ): Promise<ScoredVariants>
  /** Small encoded images of crops, in the order of the transforms. */
  crops(
    job: number,
    photo: PhotoHandle,
    transforms: readonly Similarity<'source', 'crop'>[],
    format: CropFormat,
  ): Promise<readonly Blob[]>
  /** The pixels of crops, in the order of the transforms. */
  rasters(
    job: number,
    photo: PhotoHandle,
    transforms: readonly Similarity<'source', 'crop'>[],
  ): Promise<readonly Raster[]>
  /** Tells what is plain about the face and its crop. Rejects where `spec` cannot align the face. */
  explain(job: number, photo: PhotoHandle, face: Face, spec: VariantSpec): Promise<Explanation>
  /**
   * Scores one crop with each of the patches covered in turn, in their order; null covers nothing.
   * @param wantsCrops  as for `score`
   */
  scoreOccluded(
    job: number,
    photo: PhotoHandle,
    face: Face,
    spec: VariantSpec,
    patches: readonly (Patch | null)[],
    wantsCrops: boolean,
  ): Promise<{ readonly scores: readonly Scores[]; readonly crops: readonly Raster[] }>
  /**
   * Finds, aligns and scores the faces of a camera's frames, one after the other; the bitmap is transferred. The student
   * scores each face; the baseline and the crops of P6 take turns in what time is left.
   */
  watch(job: number, frame: CameraFrame): Promise<WatchedFrame>
  /** Frees what `watch` keeps from one frame to the next. */
  stopWatching(): Promise<void>
  /** Frees the photo's pixels, and keeps none of it until `remember`. */
  forget(photoId: string): Promise<void>
  /** The photo's pixels may be kept again. */
  remember(photoId: string): Promise<void>
  cancel(job: number): Promise<void>
}

/** A crop for the scale of a dropped model. */
export interface MeasuredCrop {
  readonly crop: Raster
  /** As for ReferenceCrop. */
  readonly isAligned: boolean
}

/** What a dropped model says of a crop. */
export type OwnOutcome = { readonly score: QualityScore } | { readonly failure: ModelFailure }

/** The worker that one dropped model has to itself, called as EngineApi is. */
export interface OwnModelApi {
  /** Opens the file, tries it on a grey crop, and closes it. */
  inspect(job: number, file: Blob): Promise<OwnShape>
  /** Opens the model that is to get its scale: `measure` what there is, then `finish`. */
  open(job: number, model: OwnModelFile): Promise<void>
  /** Scores crops for the scale; those that the model fails on are left out. */
  measure(job: number, crops: readonly MeasuredCrop[]): Promise<void>
  /** Makes the scale of what was measured; the model scores from now on. */
  finish(job: number): Promise<OwnModel>
  /** In the order of the crops. One that the model fails on costs no other its score. */
  score(job: number, crops: readonly Raster[]): Promise<readonly OwnOutcome[]>
  cancel(job: number): Promise<void>
}

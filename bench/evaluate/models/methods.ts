import type { JudgeInfo, MethodInfo } from '#domain/evaluation/results.ts'
import type { SetImage } from '../inputs/face-set.ts'

/** Where a score comes from: a net that sees the crop, or what is known of the image without it. */
export type ScoreSource =
  | { readonly net: string; readonly output: string }
  | { readonly ofImage: (image: SetImage, condition: string) => number }

export interface Method extends MethodInfo {
  readonly source: ScoreSource
}

/** A recogniser whose embeddings are compared. */
export interface Judge extends JudgeInfo {
  readonly net: string
}

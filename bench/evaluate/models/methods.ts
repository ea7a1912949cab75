import { crc32 } from 'node:zlib'
import { generator } from '#domain/alignment/generator.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import type { JudgeInfo, MethodInfo } from '#domain/evaluation/results.ts'
import type { SetImage } from '../inputs/face-set.ts'
import { cropMeasures } from './crop-measures.ts'
import type { NetSpec } from './net.ts'

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

/** The net that plain measures of crops are. */
export const measuresNet = { kind: 'measures', id: 'measures' } as const satisfies NetSpec

const measure = (id: string, label: string, source: ScoreSource): Method => ({
  id,
  label,
  kind: 'measure',
  sha256: null,
  source,
})

/** What needs no model: measures of the crop, and what is known of the image, the same under every condition. */
export const measureMethods: readonly Method[] = [
  ...cropMeasures.map(({ id, label }) => measure(id, label, { net: measuresNet.id, output: id })),
  measure('face-size', 'Face size', { ofImage: ({ landmarks }) => interEyeDistance(landmarks) }),
  measure('detector', 'Detector’s score', { ofImage: ({ confidence }) => confidence }),
  measure('random', 'Random', {
    ofImage: ({ key, degradation }) => generator(crc32(`random/${key}/${JSON.stringify(degradation)}`))(),
  }),
]

import type { MeasuredGroups } from '#domain/evaluation/figures/measured.ts'
import { properCondition } from '#domain/evaluation/figures/questions.ts'
import type { ScoreScale } from '#domain/quality/manifest.ts'
import type { SetImage } from '../inputs/face-set.ts'
import type { Measurements, Wanted } from '../run/measurements.ts'
import type { GroupedFolder } from './open-groups.ts'

export const groupsWanted = (images: readonly SetImage[], methods: readonly string[]): Wanted => ({
  images,
  scores: new Map([[properCondition, methods]]),
  embeddings: new Map(),
})

/** What the measurements of a folder say of its groups. */
export function measuredGroups(
  { id, label, images, attributes, missing }: GroupedFolder,
  measurements: Measurements,
  methods: readonly { readonly id: string; readonly scale: Pick<ScoreScale, 'quantiles'> }[],
): MeasuredGroups {
  const scored = methods.map((method) => ({ ...method, raws: measurements.scores(method.id, properCondition) }))
  const broken = images.filter((_, i) => scored.some(({ raws }) => Number.isNaN(raws[i]))).length
  return {
    id,
    label,
    images: images.length - broken,
    missing: missing.length + broken,
    attributes,
    methods: scored,
  }
}

import { procedures } from '#domain/alignment/procedures.ts'
import { type BenchFace, variantOf } from './bench.ts'
import type { GridSort } from './experiment.ts'
import type { LabModel } from './models.ts'

type Procedure = (typeof procedures)[number]

/**
 * The procedures in the order of the grid: the registry's, or by change, the reference first, then the largest change of
 * the model; what has no score comes last.
 */
export function gridOrder(
  sort: GridSort,
  { face, reference }: Pick<BenchFace, 'face' | 'reference'>,
  model: LabModel | undefined,
): readonly Procedure[] {
  if (sort === 'registry') return procedures
  const rank = ({ id }: Procedure) => {
    const outcome = variantOf(face, id)
    const score = model && outcome && 'scores' in outcome && outcome.scores[model.id]?.score
    const from = model && reference?.scores[model.id]?.score
    if (id === reference?.procedure) return Number.NEGATIVE_INFINITY
    return typeof score === 'number' && from !== undefined ? -Math.abs(score - from) : 1
  }
  return procedures.toSorted((a, b) => rank(a) - rank(b))
}

import type { LineSweep } from '#domain/alignment/sweeps.ts'
import { bandOf } from '#domain/quality/distribution.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import type { LabModel } from '#stores/lab/models.ts'
import type { SweepScores } from '#stores/lab/sweeps.ts'
import type { SweepSeries } from '#ui/charts/sweep/sweep-chart.tsx'

/** The crops of a sweep, one row a step; null where one has not been scored. */
export function bySeed(sweep: LineSweep, scores: SweepScores | undefined): readonly SweepScores[] {
  let from = 0
  return sweep.steps.map(({ misalignments }) => {
    const to = from + misalignments.length
    const row = misalignments.map((_, i) => scores?.[from + i] ?? null)
    from = to
    return row
  })
}

/** A line a model; a step counts once all its seeds are scored, so that no band is drawn of half of them. */
export function sweepSeries(steps: readonly SweepScores[], models: readonly LabModel[]): readonly SweepSeries[] {
  return models.map(({ id, kind, label }) => ({
    id,
    label,
    kind,
    points: steps.map((row) => {
      const scores = row.flatMap((crop: ScoredVariant | null) => crop?.scores[id]?.score ?? [])
      return scores.length === row.length ? bandOf(scores) : null
    }),
  }))
}

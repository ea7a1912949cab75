import type { SweepId } from '#domain/alignment/sweeps.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import type { SweepScores } from '#stores/lab/sweeps.ts'

/** The sweeps as a table: one row a crop and model, with the change from the reference. */
export function sweepRows(
  sweeps: Readonly<Record<SweepId, SweepScores>>,
  reference: ScoredVariant | null,
): readonly CsvRow[] {
  return (Object.entries(sweeps) as [SweepId, SweepScores][]).flatMap(([sweep, crops]) =>
    crops.flatMap((crop) => (crop?.misalignment ? rowsOf(sweep, crop, reference) : [])),
  )
}

function rowsOf(sweep: SweepId, { procedure, misalignment, scores }: ScoredVariant, reference: ScoredVariant | null) {
  return Object.entries(scores).map(([model, { raw, score }]): CsvRow => {
    const from = reference?.scores[model]?.score
    return {
      sweep,
      procedure,
      jitter: misalignment?.jitter ?? 0,
      seed: misalignment?.seed ?? 0,
      rotation: misalignment?.rotation ?? 0,
      scale: misalignment?.scale ?? 1,
      shift_x: misalignment?.shiftX ?? 0,
      shift_y: misalignment?.shiftY ?? 0,
      model,
      score,
      change: from === undefined ? null : score - from,
      raw,
    }
  })
}

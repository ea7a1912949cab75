import { cutColumns } from '#domain/quality/cut-columns.ts'
import type { CsvRow, FaceRecord, ResultRecord } from '#domain/quality/record.ts'

/**
 * The sweeps of a record as a table: one row a crop and model. Changes are from the score of the face's own reference
 * crop, on top of which the sweeps are.
 */
export const sweepRows = (record: ResultRecord): readonly CsvRow[] =>
  record.faces.flatMap((face) => face.variants.flatMap((variant) => rowsOf(record, face, variant)))

function rowsOf(
  { app, backend, models }: ResultRecord,
  { file, face, scores: reference, sweeps }: FaceRecord,
  { sweep, procedure, misalignment, scores }: FaceRecord['variants'][number],
): readonly CsvRow[] {
  const progress = sweeps?.find(({ id }) => id === sweep)
  if (!progress || !misalignment) return []
  return Object.entries(scores).map(([model, { raw, score, alignment }]) => {
    const from = reference[model]?.score
    return {
      file,
      face,
      model,
      score,
      change: from === undefined ? null : score - from,
      raw,
      sweep: progress.id,
      sweep_done: progress.done,
      sweep_of: progress.of,
      jitter: misalignment.jitter,
      seed: misalignment.seed,
      rotation: misalignment.rotation,
      scale: misalignment.scale,
      shift_x: misalignment.shiftX,
      shift_y: misalignment.shiftY,
      ...cutColumns(alignment),
      reference: procedure,
      model_sha256: models.find(({ id }) => id === model)?.sha256 ?? null,
      backend,
      app_version: app.version,
    }
  })
}

import Papa from 'papaparse'
import { fivePointNames } from '#domain/alignment/face.ts'
import type { ResultRecord } from '#domain/quality/record.ts'

export type Delimiter = ',' | ';'

/** The record's faces flattened, one row a face and model. A name that a spreadsheet would run stays text. */
export function toCsv(record: ResultRecord, delimiter: Delimiter): string {
  const rows = record.faces.flatMap(({ file, face, box, landmarks, confidence, scores }) =>
    Object.entries(scores).map(([model, { raw, score, spread, worst }]) => ({
      file,
      face: face + 1,
      model,
      score,
      spread,
      worst,
      raw,
      ...Object.fromEntries(Object.entries(box).map(([side, value]) => [`box_${side}`, value])),
      ...Object.fromEntries(
        fivePointNames.flatMap((name, index) => [
          [`${name}_x`, landmarks[index]?.[0]],
          [`${name}_y`, landmarks[index]?.[1]],
        ]),
      ),
      confidence,
    })),
  )
  return Papa.unparse(rows, { delimiter, escapeFormulae: true, newline: '\r\n' })
}

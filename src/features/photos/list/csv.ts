import Papa from 'papaparse'
import { type FaceRecord, toCsvRows } from '#domain/quality/record.ts'

export type Delimiter = ',' | ';'

/** Semicolons are for spreadsheets, which take the text for UTF-8 only after this. */
const BYTE_ORDER_MARK = '\uFEFF'

/** One row a face and model, with commas the same file as of `npm run score`. A name that a spreadsheet would run stays text. */
export function toCsv(faces: readonly FaceRecord[], delimiter: Delimiter): string {
  const table = Papa.unparse(toCsvRows(faces), { delimiter, escapeFormulae: true, newline: '\r\n' })
  return `${delimiter === ';' ? BYTE_ORDER_MARK : ''}${table}\r\n`
}

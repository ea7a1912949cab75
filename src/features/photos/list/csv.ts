import { csvText } from '#domain/csv.ts'
import { type FaceRecord, toCsvRows } from '#domain/quality/record.ts'

export type Delimiter = ',' | ';'

/** Semicolons are for spreadsheets, which take the text for UTF-8 only after this. */
const BYTE_ORDER_MARK = '\uFEFF'

/** One row a face and model, with commas the same file as of `npm run score`. */
export const toCsv = (faces: readonly FaceRecord[], delimiter: Delimiter): string =>
  `${delimiter === ';' ? BYTE_ORDER_MARK : ''}${csvText(toCsvRows(faces), { delimiter })}`

import Papa from 'papaparse'
import type { CsvRow } from './quality/record.ts'

/** Rows as CSV (RFC 4180), the columns as the first row has them. A name that a spreadsheet would run stays text. */
export function csvText(
  rows: readonly CsvRow[],
  options: { readonly delimiter?: string; readonly header?: boolean } = {},
) {
  return `${Papa.unparse([...rows], { escapeFormulae: true, newline: '\r\n', ...options })}\r\n`
}

/** A cell as it was before `csvText` kept it from being run. */
export const unguarded = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '')

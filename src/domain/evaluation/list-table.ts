import Papa from 'papaparse'
import { unguarded } from '../csv.ts'

/** A row of a list: its cells without spaces around them, and its line in the file, from 1. */
export interface ListRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** A list with a line of columns' names. */
export interface ListTable {
  /** As they are compared: lower case, without spaces. */
  readonly columns: readonly string[]
  readonly rows: readonly ListRow[]
  /** The cell of a column, by the first of these names that there is; empty where there is none. */
  cellOf(row: ListRow, ...names: readonly string[]): string
}

const delimiters = [';', '\t', ','] as const

/** What parts the cells of a line; null where nothing does. */
const delimiterOf = (line: string): string | null =>
  delimiters.find((delimiter) => Papa.parse<string[]>(line, { delimiter }).data[0]?.[1] !== undefined) ?? null

/** The rows of a list with semicolons, tabs or commas; blank ones are left out. A name that our CSV guards is itself again. */
export function readRows(text: string): readonly ListRow[] {
  const content = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const [first = ''] = content.trimStart().split('\n', 1)
  const { data } = Papa.parse<string[]>(content, { delimiter: delimiterOf(first) ?? ',', newline: '\n' })
  let line = 1
  return data.flatMap((row) => {
    const from = line
    // A quoted cell may go over several lines.
    line += 1 + row.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
    const cells = row.map((cell) => unguarded(cell.trim()))
    return cells.some((cell) => cell !== '') ? [{ line: from, cells }] : []
  })
}

/** Reads a list whose first row names its columns, in any case and order. */
export function readListTable(text: string): ListTable {
  const [head, ...rows] = readRows(text)
  const columns = (head?.cells ?? []).map((cell) => cell.toLowerCase())
  return {
    columns,
    rows,
    cellOf: ({ cells }, ...names) => {
      const place = names.map((name) => columns.indexOf(name)).find((found) => found >= 0)
      return place === undefined ? '' : (cells[place] ?? '')
    },
  }
}

/** A number as people write it, also with a decimal comma; NaN of anything else. */
export const numberIn = (cell: string): number =>
  cell.trim() === '' ? Number.NaN : Number(/^[+-]?\d*,\d+$/.test(cell.trim()) ? cell.replace(',', '.') : cell)

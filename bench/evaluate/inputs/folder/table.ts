import { existsSync, readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { FaceListError } from './errors.ts'

/** A row of a CSV file by its columns' names. */
export type Row<Column extends string> = Readonly<Record<Column, string>> & Readonly<Record<string, string | undefined>>

/**
 * Reads a CSV file.
 * @param columns  those that it must have
 * @returns        null where the file is not there
 * @throws FaceListError where a column is missing
 */
export function readTable<Column extends string>(
  path: string,
  columns: readonly Column[],
): readonly Row<Column>[] | null {
  if (!existsSync(path)) return null
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const { data, meta } = Papa.parse<Row<Column>>(text, { header: true, skipEmptyLines: 'greedy' })
  const missing = columns.filter((column) => !meta.fields?.includes(column))
  if (missing.length > 0) throw new FaceListError(path, `without ${missing.join(', ')}`)
  return data
}

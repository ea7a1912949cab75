import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'

/** Hexadecimal digits of a row's key. */
export const keyLength = 32

/** What was measured of something that the key stands for. */
export interface Row {
  readonly key: string
  readonly values: Float32Array
}

/**
 * A file of rows of `width` float32 each. A row ends with its key, so that one whose writing was cut off has none: it is
 * then as if it were not there.
 */
export interface RowFile {
  readonly path: string
  readonly width: number
}

const keyBytes = keyLength / 2
const bytesOf = ({ width }: RowFile) => 4 * width + keyBytes

/** The keys of the rows that are there. */
export const readKeys = (file: RowFile): ReadonlySet<string> => new Set(readAll(file).keys())

/** @returns the rows of these keys, one after the other; NaN where a key is null or has no row */
export function readRows(file: RowFile, keys: readonly (string | null)[]): Float32Array {
  const rows = readAll(file)
  const values = new Float32Array(keys.length * file.width).fill(Number.NaN)
  for (const [i, key] of keys.entries()) {
    const row = key === null ? undefined : rows.get(key)
    if (row) new Uint8Array(values.buffer, 4 * i * file.width, 4 * file.width).set(row)
  }
  return values
}

/** Bytes of each row's values, by key. */
function readAll(file: RowFile): ReadonlyMap<string, Uint8Array> {
  const rows = new Map<string, Uint8Array>()
  if (!existsSync(file.path)) return rows
  const bytes = readFileSync(file.path)
  const size = bytesOf(file)
  for (let end = size; end <= bytes.length; end += size)
    rows.set(bytes.toString('hex', end - keyBytes, end), bytes.subarray(end - size, end - keyBytes))
  return rows
}

/** Adds rows behind those that are there. */
export function appendRows(file: RowFile, rows: readonly Row[]): void {
  const size = bytesOf(file)
  const bytes = Buffer.alloc(rows.length * size)
  for (const [i, { key, values }] of rows.entries()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), i * size)
    bytes.write(key, (i + 1) * size - keyBytes, 'hex')
  }
  mkdirSync(dirname(file.path), { recursive: true })
  dropTornRow(file)
  appendFileSync(file.path, bytes)
}

/** What a killed run left unfinished would shift every row behind it. */
function dropTornRow(file: RowFile): void {
  const size = statSync(file.path, { throwIfNoEntry: false })?.size ?? 0
  const torn = size % bytesOf(file)
  if (torn > 0) truncateSync(file.path, size - torn)
}

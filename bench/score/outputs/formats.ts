import { createCsvFile, isCsvOfOurs } from './csv-file.ts'
import { createNdjsonFile, isNdjsonOfOurs } from './ndjson-file.ts'
import type { Output } from './output.ts'
import { createParquetFile, isParquetOfOurs } from './parquet-file.ts'
import { createRecordFile, isRecordOfOurs } from './record-file.ts'

interface Format {
  /**
   * @param path      absolute
   * @param version   of this program
   * @param replaces  whether the part of an earlier run is written over
   */
  readonly create: (path: string, version: string, replaces: boolean) => Output
  /** Whether a file that begins and ends so is one of these. */
  readonly isOurs: (start: string, end: string) => boolean
}

/** What results can be written as, by the name of the option. */
export const formats = {
  csv: { create: (path, _, replaces) => createCsvFile(path, replaces), isOurs: isCsvOfOurs },
  ndjson: { create: (path, _, replaces) => createNdjsonFile(path, replaces), isOurs: isNdjsonOfOurs },
  parquet: { create: (path, _, replaces) => createParquetFile(path, replaces), isOurs: isParquetOfOurs },
  json: { create: createRecordFile, isOurs: isRecordOfOurs },
} as const satisfies Record<string, Format>

export type FormatId = keyof typeof formats

export const isFormat = (id: string): id is FormatId => Object.hasOwn(formats, id)

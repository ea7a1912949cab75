import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import { type CsvRow, toCsvRows } from '#domain/quality/record.ts'
import { createPartFile } from '../../cli/part-file.ts'
import type { Output } from './output.ts'

/** Rows that are in memory, and that a reader of the file takes at once. */
const groupSize = 10_000

const createdBy = 'plumb'

type ColumnType = Pick<SchemaElement, 'type' | 'converted_type'>

const double: ColumnType = { type: 'DOUBLE' }

/** Of the columns that are no doubles. */
const types: Readonly<Record<string, ColumnType>> = {
  file: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  model: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  face: { type: 'INT32' },
}

/** The CSV's, which a file without rows has too. */
const columns = Object.keys(
  toCsvRows([
    {
      file: '',
      face: 0,
      box: { x: 0, y: 0, width: 0, height: 0 },
      landmarks: [],
      confidence: 0,
      scores: { any: { raw: 0, score: 0, spread: null, worst: null } },
      variants: [],
    },
  ])[0]!,
)

const schema: SchemaElement[] = [
  { name: 'root', num_children: columns.length },
  ...columns.map((name) => ({ name, repetition_type: 'OPTIONAL' as const, ...(types[name] ?? double) })),
]

/** The rows of the CSV. No reader takes it before its end. */
export function createParquetFile(path: string, replaces: boolean): Output {
  const file = createPartFile(path, replaces)
  const bytes = new ByteWriter()
  const flush = () => {
    file.write(bytes.getBytes())
    bytes.index = 0
  }
  const writer = new ParquetWriter({ writer: Object.assign(bytes, { flush, finish: flush }), schema, createdBy })
  let rows: CsvRow[] = []

  function writeGroup() {
    const columnData = columns.map((name) => ({ name, data: rows.map((row) => row[name] ?? null) }))
    writer.write({ columnData, rowGroupSize: rows.length })
    rows = []
  }

  return {
    add({ faces }) {
      rows.push(...toCsvRows(faces))
      if (rows.length >= groupSize) writeGroup()
    },
    end() {
      if (rows.length > 0) writeGroup()
      writer.finish()
      file.close()
    },
    commit: file.commit,
  }
}

export const isParquetOfOurs = (start: string, end: string): boolean =>
  start.startsWith('PAR1') && (end.includes(createdBy) || !end.endsWith('PAR1'))

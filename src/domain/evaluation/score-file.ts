import { unguarded } from '../csv.ts'
import { PlumbError } from '../errors.ts'
import type { ResultRecord } from '../quality/record.ts'
import { type ListTable, numberIn, readListTable } from './list-table.ts'
import { placesOf } from './match-names.ts'

/** Scores by the image's name as the file has it; higher is better. */
export type NamedScores = ReadonlyMap<string, number>

export class ScoreFileError extends PlumbError {
  readonly code = 'score-file-invalid'
  readonly remedy =
    'Give lines of a path and a score, a table with the columns file and score, OFIQ’s CSV, or the CSV or JSON that Plumb exports.'

  constructor(what: string) {
    super(`The scores cannot be read: ${what}.`)
  }
}

/**
 * Reads any method's scores, in a form told apart by its beginning: lines of `path score`; a table with the columns file and
 * score, in any case and order, parted by semicolons, tabs or commas; OFIQ's CSV with its unified quality score, where −1 is
 * a failure and left out; Plumb's CSV or its JSON.
 * @param model  which model's scores are meant where the file has several
 * @throws ScoreFileError
 */
export function parseScores(text: string, model: string): NamedScores {
  const content = text.replace(/^\uFEFF/, '').trim()
  if (content.startsWith('{')) return ofRecord(content, model)
  const table = readListTable(content)
  const has = (...columns: readonly string[]) => columns.every((column) => table.columns.includes(column))
  if (table.columns[0] === 'filename') return ofOfiq(table)
  if (has('file', 'face', 'model')) return ofTable(table, model)
  if (has('file', 'score')) return ofColumns(table)
  return ofLines(content)
}

const ofLines = (content: string): NamedScores =>
  once(
    content.split(/\r?\n/).flatMap((text, i) => {
      if (!text.trim()) return []
      const [, file = '', score = ''] = text.trim().match(/^(.+?)[\s,;]+([+-]?[\d.,]+(?:e[+-]?\d+)?)$/i) ?? []
      return [{ line: i + 1, file: unguarded(file), score: numberIn(score) }]
    }),
  )

const ofColumns = ({ rows, cellOf }: ListTable): NamedScores =>
  once(rows.map((row) => ({ line: row.line, file: cellOf(row, 'file'), score: numberIn(cellOf(row, 'score')) })))

/** A score as a line of a file has it. */
interface ScoreLine {
  readonly line: number
  readonly file: string
  readonly score: number
}

/** The scores by name, of which each may come once. */
function once(lines: readonly ScoreLine[]): NamedScores {
  const scores = new Map<string, number>()
  for (const { line, file, score } of lines) {
    if (!file || Number.isNaN(score)) throw new ScoreFileError(`line ${line} is no path with a number`)
    if (scores.has(file)) throw new ScoreFileError(`line ${line} has another score of ${file}`)
    scores.set(file, score)
  }
  return scores
}

/** A face's score by one model, and how large the face is in its photo, in square pixels. */
interface FaceScore {
  readonly file: string
  readonly model: string
  readonly raw: number
  readonly area: number
}

function ofOfiq({ columns, rows, cellOf }: ListTable): NamedScores {
  const column = 'UnifiedQualityScore.scalar'
  if (!columns.includes(column.toLowerCase())) throw new ScoreFileError(`the column ${column} is missing`)
  const lines = rows.map((row) => ({
    line: row.line,
    file: cellOf(row, 'filename'),
    score: numberIn(cellOf(row, column.toLowerCase())),
  }))
  return new Map([...once(lines)].filter(([, score]) => score >= 0))
}

const ofTable = ({ rows, cellOf }: ListTable, model: string) =>
  ofFaces(
    rows.map((row) => {
      const number = (column: string) => {
        const value = numberIn(cellOf(row, column))
        if (Number.isNaN(value)) throw new ScoreFileError(`line ${row.line} has no number as ${column}`)
        return value
      }
      return {
        file: cellOf(row, 'file'),
        model: cellOf(row, 'model'),
        raw: number('raw'),
        area: number('box_width') * number('box_height'),
      }
    }),
    model,
  )

function ofRecord(content: string, model: string): NamedScores {
  let record: Partial<ResultRecord>
  try {
    record = JSON.parse(content) as Partial<ResultRecord>
  } catch {
    throw new ScoreFileError('it is no JSON')
  }
  if (record.schema !== 1 || !record.faces) throw new ScoreFileError('it is no export of Plumb')
  return ofFaces(
    record.faces.flatMap(({ file, box, scores }) =>
      Object.entries(scores).map(([id, { raw }]) => ({ file, model: id, raw, area: box.width * box.height })),
    ),
    model,
  )
}

/** Of several faces on a photo the largest. */
function ofFaces(faces: readonly FaceScore[], model: string): NamedScores {
  const models = [...new Set(faces.map((face) => face.model))]
  const meant = models.length === 1 ? models[0] : models.find((each) => each === model)
  if (meant === undefined) throw new ScoreFileError(`it has ${models.join(', ')}, and not ${model}`)
  const largest = new Map<string, FaceScore>()
  for (const face of faces)
    if (face.model === meant && face.area > (largest.get(face.file)?.area ?? -1)) largest.set(face.file, face)
  return new Map([...largest].map(([file, { raw }]) => [file, raw]))
}

export interface MatchedScores {
  /** One for each file; null where the file has none. */
  readonly scores: readonly (number | null)[]
  /** Names in the scores that are no file's, or could be several files'. */
  readonly unmatched: readonly string[]
}

/**
 * Matches names to files by as much of the path's end as both have.
 * @throws NameClashError where two names are one file's
 */
export function matchScores(files: readonly string[], named: NamedScores): MatchedScores {
  const scores: (number | null)[] = files.map(() => null)
  const unmatched: string[] = []
  for (const [name, place] of placesOf(files, [...named.keys()])) {
    if (place === null) unmatched.push(name)
    else scores[place] = named.get(name)!
  }
  return { scores, unmatched }
}

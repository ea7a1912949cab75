import Papa from 'papaparse'
import { PlumbError } from '../errors.ts'
import type { ResultRecord } from '../quality/record.ts'
import { nameMatcher } from './match-names.ts'

/** Scores by the image's name as the file has it; higher is better. */
export type NamedScores = ReadonlyMap<string, number>

export class ScoreFileError extends PlumbError {
  readonly code = 'score-file-invalid'
  readonly remedy = 'Give lines of a path and a score, OFIQ’s CSV, or the CSV or JSON that Plumb exports.'

  constructor(what: string) {
    super(`The scores cannot be read: ${what}.`)
  }
}

/**
 * Reads any method's scores, in a form told apart by its beginning: lines of `path score`; OFIQ's CSV with its unified
 * quality score, where −1 is a failure and left out; Plumb's CSV, with commas or semicolons, or its JSON.
 * @param model  which model's scores are meant where the file has several
 * @throws ScoreFileError
 */
export function parseScores(text: string, model: string): NamedScores {
  const content = text.replace(/^\uFEFF/, '').trim()
  if (content.startsWith('{')) return ofRecord(content, model)
  const header = content.split('\n', 1)[0]!.trim()
  if (header.startsWith('Filename;')) return ofOfiq(content)
  if (/^file[,;]face[,;]model[,;]/.test(header)) return ofTable(content, model)
  return ofLines(content)
}

function ofLines(content: string): NamedScores {
  return new Map(
    content.split(/\r?\n/).flatMap((line, i) => {
      if (!line.trim()) return []
      const [, file, score] = line.trim().match(/^(.+?)[\s,;]+(\S+)$/) ?? []
      if (!file || Number.isNaN(Number(score))) throw new ScoreFileError(`line ${i + 1} is no path with a number`)
      return [[file, Number(score)] as const]
    }),
  )
}

/** A face's score by one model, and how large the face is in its photo, in square pixels. */
interface FaceScore {
  readonly file: string
  readonly model: string
  readonly raw: number
  readonly area: number
}

const rowsOf = (content: string) =>
  Papa.parse<Record<string, string>>(content, { header: true, skipEmptyLines: 'greedy' }).data

function ofOfiq(content: string): NamedScores {
  const column = 'UnifiedQualityScore.scalar'
  return new Map(
    rowsOf(content).flatMap((row) => {
      const score = Number(row[column] ?? Number.NaN)
      if (!row.Filename || Number.isNaN(score))
        throw new ScoreFileError(`the columns Filename and ${column} are missing`)
      return score < 0 ? [] : [[row.Filename, score] as const]
    }),
  )
}

const ofTable = (content: string, model: string) =>
  ofFaces(
    rowsOf(content).map((row) => ({
      file: row.file!,
      model: row.model!,
      raw: Number(row.raw),
      area: Number(row.box_width) * Number(row.box_height),
    })),
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

/** Matches names to files by as much of the path's end as both have. */
export function matchScores(files: readonly string[], named: NamedScores): MatchedScores {
  const placeOf = nameMatcher(files)
  const scores: (number | null)[] = files.map(() => null)
  const unmatched: string[] = []
  for (const [name, score] of named) {
    const place = placeOf(name)
    if (place === null) unmatched.push(name)
    else scores[place] = score
  }
  return { scores, unmatched }
}

import Papa from 'papaparse'
import { matchScores, type NamedScores, parseScores, ScoreFileError } from '#domain/evaluation/score-file.ts'
import { sha256Of } from '../hash.ts'
import type { Method } from './methods.ts'

export interface ScoreMethod {
  readonly method: Method
  /** Names in the file that are no image's, or could be several images'. */
  readonly unmatched: readonly string[]
  /** Images without a score, of those that are known. */
  readonly without: number
}

/**
 * The scores of a file as a method. A CSV with the columns condition, file and score says what each holds for; any other
 * form that `parseScores` knows holds for every condition. An image has one score in whatever set it is.
 * @param name   of the method, and of the model where the file has several
 * @param files  names of all images
 * @throws ScoreFileError
 */
export function scoreMethod(name: string, text: string, files: readonly string[]): ScoreMethod {
  const names = [...new Set(files)]
  const parts = byCondition(text) ?? new Map([[every, parseScores(text, name)]])
  const matched = [...parts].map(([condition, named]) => ({ condition, ...matchScores(names, named) }))
  const scores = new Map(
    matched.map(({ condition, scores }) => [
      condition,
      new Map(names.map((file, i) => [file, scores[i] ?? Number.NaN])),
    ]),
  )
  return {
    method: {
      id: name,
      label: name,
      kind: 'scores',
      sha256: sha256Of(text),
      source: {
        ofImage: ({ file }, condition) => (scores.get(condition) ?? scores.get(every))?.get(file) ?? Number.NaN,
      },
    },
    unmatched: [...new Set(matched.flatMap(({ unmatched }) => unmatched))],
    without: names.filter((_, i) => matched.every(({ scores }) => scores[i] === null)).length,
  }
}

/** No condition is called so. */
const every = ''

/** Null where the file does not say for which condition its scores are. */
function byCondition(text: string): ReadonlyMap<string, NamedScores> | null {
  const content = text.replace(/^\uFEFF/, '')
  const columns = Papa.parse<string[]>(content.split('\n', 1)[0]!.trim()).data[0]
  if (!['condition', 'file', 'score'].every((column) => columns?.includes(column))) return null
  const { data } = Papa.parse<Record<string, string>>(content, { header: true, skipEmptyLines: 'greedy' })
  const parts = new Map<string, Map<string, number>>()
  for (const [i, { condition = '', file = '', score = '' }] of data.entries()) {
    if (!condition || !file || score.trim() === '' || Number.isNaN(Number(score)))
      throw new ScoreFileError(`row ${i + 1} lacks a condition, a file or a score`)
    const named = parts.get(condition) ?? new Map()
    parts.set(condition, named.set(file, Number(score)))
  }
  return parts
}

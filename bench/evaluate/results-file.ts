import { PlumbError } from '#domain/errors.ts'
import type { EvaluationResults } from '#domain/evaluation/results.ts'

/** Significant digits of every number that is no whole one: more than any interval allows. */
const digits = 5

/** The results as JSON that a diff can show: a line a row, and numbers rounded. */
export function resultsText(results: EvaluationResults): string {
  const parts = Object.entries(results).map(([key, value]) => `${JSON.stringify(key)}: ${partText(value)}`)
  return `{\n  ${parts.join(',\n  ')}\n}\n`
}

const partText = (value: unknown): string =>
  Array.isArray(value) && value.length > 0
    ? `[\n    ${value.map((item) => JSON.stringify(item, rounded)).join(',\n    ')}\n  ]`
    : JSON.stringify(value, rounded)

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(digits)) : value

/** Whether a file that begins so holds the results of an evaluation, and may be replaced by others. */
export const isResultsStart = (start: string): boolean =>
  /^\{\s*"schema":\s*1,\s*"app":\s*\{\s*"name":\s*"Plumb"[^}]*\},\s*"created":\s*"[^"]*",\s*"command":/.test(start)

/** A file whose figures cannot stay beside new ones. */
export class ResultsFileError extends PlumbError {
  override readonly name = 'ResultsFileError'
  readonly code = 'results-file'
  readonly remedy = 'Name another file with --out, or evaluate it anew with --data.'
}

/**
 * The results of a file with other groups.
 * @param text     of the file; an empty one has nothing that would stay
 * @param figured  the groups, and the models that they are of
 * @throws ResultsFileError where the file holds no results, or those of other models
 */
export function withGroupsOf(figured: EvaluationResults, text: string): EvaluationResults {
  if (text.trim() === '') return figured
  const kept = resultsIn(text)
  const { grouped, groups } = figured
  const hashIn = ({ methods }: EvaluationResults, id: string) => methods.find((method) => method.id === id)?.sha256
  const other = groups.find(({ method }) => hashIn(kept, method) !== hashIn(figured, method))
  if (other) throw new ResultsFileError(`The other figures of the file are of another ${other.method}.`)
  return { ...kept, grouped, groups }
}

function resultsIn(text: string): EvaluationResults {
  try {
    const results = JSON.parse(text) as EvaluationResults
    if (results.schema === 1) return results
  } catch {
    // Said below, as of JSON that is something else.
  }
  throw new ResultsFileError('The file holds no results of an evaluation that could stay.')
}

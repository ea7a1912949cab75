import { create } from 'zustand'
import { PlumbError } from '#domain/errors.ts'
import { indexFile, partFiles, type ResultsPart, withParts } from '#domain/evaluation/reading/parts.ts'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import { NotEvaluatedError, ResultsInvalidError, ResultsLoadError } from './errors.ts'
import { parsePart, parseResults } from './parse-results.ts'

export type ResultsState =
  | { readonly state: 'loading' }
  /** `index` says what was evaluated; `resultsFor` has the figures. */
  | { readonly state: 'ready'; readonly index: EvaluationResults }
  | { readonly state: 'failed'; readonly error: PlumbError }

/** What the evaluation found, fetched when it is first asked for. */
export const useResults = create<ResultsState>()(() => ({ state: 'loading' }))

const addressOf = (file: string) => `${import.meta.env.BASE_URL}evidence/${file}`

/** Files that have come or are coming, by their names. */
const coming = new Map<string, Promise<unknown>>()

/** Fetches a file once; after a failure, again. */
function load<T>(file: string, parse: (json: unknown) => T): Promise<T> {
  const known = coming.get(file) as Promise<T> | undefined
  if (known) return known
  const loading = fetchJson(file).then(parse)
  coming.set(file, loading)
  loading.catch(() => coming.delete(file))
  return loading
}

/** Fetches what was evaluated once. After a failure, `reloadResults` tries again. */
export const loadResults = (): Promise<void> =>
  load(indexFile, parseResults).then((index) => useResults.setState({ state: 'ready', index }, true), failed)

/** Fetches the results anew. */
export function reloadResults(): void {
  coming.clear()
  useResults.setState({ state: 'loading' }, true)
  void loadResults()
}

/**
 * The results with every figure that a page about a set and a judge shows; null where they did not come, which the state
 * then tells.
 */
export function resultsFor(
  index: EvaluationResults,
  shown: { readonly set: string; readonly judge: string },
): Promise<EvaluationResults | null> {
  const parts = partFiles(index, shown).map((file) => load(file, (json) => partOf(index, file, json)))
  return Promise.all(parts).then(
    (loaded) => withParts(index, loaded),
    (thrown: unknown) => {
      failed(thrown)
      return null
    },
  )
}

/**
 * All results, with what no figure shows: 5 MB, to save them.
 * @throws NotEvaluatedError, ResultsLoadError, ResultsInvalidError
 */
export const loadWhole = (): Promise<EvaluationResults> => load('results.json', parseResults)

function failed(thrown: unknown): void {
  const error = thrown instanceof PlumbError ? thrown : new ResultsLoadError(thrown)
  useResults.setState({ state: 'failed', error }, true)
}

function partOf({ created }: EvaluationResults, file: string, json: unknown): ResultsPart {
  const part = parsePart(json)
  // The page was put up anew between the two.
  if (part.created !== created) throw new ResultsInvalidError(`${file} is of another evaluation than the rest`)
  return part
}

/** @throws NotEvaluatedError, ResultsLoadError, ResultsInvalidError */
async function fetchJson(file: string): Promise<unknown> {
  const response = await fetch(addressOf(file), { cache: 'no-cache' }).catch((cause: unknown) => {
    throw new ResultsLoadError(cause)
  })
  // A server made for single pages answers with the page itself where a file is missing.
  if (response.status === 404 || response.headers.get('Content-Type')?.startsWith('text/html'))
    throw new NotEvaluatedError()
  if (!response.ok) throw new ResultsLoadError(new Error(`The server answers ${response.status}.`))
  return jsonOf(await response.text())
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ResultsInvalidError('it is not JSON')
  }
}

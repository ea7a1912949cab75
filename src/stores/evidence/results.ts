import { create } from 'zustand'
import { PlumbError } from '#domain/errors.ts'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import { NotEvaluatedError, ResultsInvalidError, ResultsLoadError } from './errors.ts'
import { parseResults } from './parse-results.ts'

export type ResultsState =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly results: EvaluationResults }
  | { readonly state: 'failed'; readonly error: PlumbError }

/** What the evaluation found, fetched when it is first asked for. */
export const useResults = create<ResultsState>()(() => ({ state: 'loading' }))

export const resultsUrl = `${import.meta.env.BASE_URL}evidence/results.json`

let coming: Promise<void> | null = null

/** Fetches the results once. After a failure, `reloadResults` tries again. */
export function loadResults(): Promise<void> {
  coming ??= load().then(
    (results) => useResults.setState({ state: 'ready', results }, true),
    (thrown: unknown) => {
      coming = null
      const error = thrown instanceof PlumbError ? thrown : new ResultsLoadError(thrown)
      useResults.setState({ state: 'failed', error }, true)
    },
  )
  return coming
}

/** Fetches the results anew. */
export function reloadResults(): void {
  coming = null
  useResults.setState({ state: 'loading' }, true)
  void loadResults()
}

/** @throws NotEvaluatedError, ResultsLoadError, ResultsInvalidError */
async function load(): Promise<EvaluationResults> {
  const response = await fetch(resultsUrl, { cache: 'no-cache' })
  // A server made for single pages answers with the page itself where a file is missing.
  if (response.status === 404 || response.headers.get('Content-Type')?.startsWith('text/html'))
    throw new NotEvaluatedError()
  if (!response.ok) throw new ResultsLoadError(new Error(`The server answers ${response.status}.`))
  const text = await response.text()
  return parseResults(jsonOf(text))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ResultsInvalidError('it is not JSON')
  }
}

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { madeResults } from '#domain/evaluation/reading/made-results.ts'

const answer = (body: string, init: ResponseInit = {}) => vi.fn(async () => new Response(body, init))

/** The store as on a page that was just opened. */
async function load(fetchFile: typeof fetch) {
  vi.stubGlobal('fetch', fetchFile)
  const { loadResults, reloadResults, useResults } = await import('./results.ts')
  await loadResults()
  return { state: useResults.getState, loadResults, reloadResults }
}

beforeEach(() => vi.resetModules())

describe('the results of the evaluation', () => {
  it('are fetched once', async () => {
    const fetchFile = answer(JSON.stringify(madeResults()))
    const { state, loadResults } = await load(fetchFile)
    await loadResults()
    expect(state()).toEqual({ state: 'ready', results: madeResults() })
    expect(fetchFile).toHaveBeenCalledOnce()
  })

  it.each([
    ['are not there', answer('', { status: 404 }), 'not-evaluated'],
    [
      'are not there, and the server answers with the page',
      answer('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }),
      'not-evaluated',
    ],
    ['did not arrive', vi.fn(async () => Promise.reject(new TypeError('Failed to fetch'))), 'results-load'],
    ['are refused by the server', answer('', { status: 503 }), 'results-load'],
    ['are no JSON', answer('{"schema":'), 'results-invalid'],
    ['are of another schema', answer('{"schema": 2}'), 'results-invalid'],
  ])('that %s say so', async (_, fetchFile, code) => {
    const { state } = await load(fetchFile)
    expect(state()).toMatchObject({ state: 'failed', error: { code } })
  })

  it('come on another try', async () => {
    const { state, loadResults, reloadResults } = await load(answer('', { status: 404 }))
    vi.stubGlobal('fetch', answer(JSON.stringify(madeResults())))
    reloadResults()
    expect(state().state).toBe('loading')
    await loadResults()
    expect(state().state).toBe('ready')
  })
})

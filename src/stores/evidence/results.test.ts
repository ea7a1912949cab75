import { beforeEach, describe, expect, it, vi } from 'vitest'
import { madeResults } from '#domain/evaluation/reading/made-results.ts'
import { indexFile, splitResults } from '#domain/evaluation/reading/parts.ts'

const answer = (body: string, init: ResponseInit = {}) => vi.fn(async () => new Response(body, init))

/** Serves files by their names; what is not there answers 404. */
const serve = (files: ReadonlyMap<string, unknown>) =>
  vi.fn(async (url: string) => {
    const file = files.get(url.split('/').at(-1)!)
    return file ? new Response(JSON.stringify(file)) : new Response('', { status: 404 })
  })

/** The store as on a page that was just opened. */
async function load(fetchFile: ReturnType<typeof vi.fn>) {
  vi.stubGlobal('fetch', fetchFile)
  const store = await import('./results.ts')
  await store.loadResults()
  return { ...store, state: store.useResults.getState }
}

const made = madeResults()
const files = splitResults(made)
const index = JSON.parse(JSON.stringify(files.get(indexFile)))
const shown = { set: 'drawn', judge: 'other' }

beforeEach(() => vi.resetModules())

describe('the results of the evaluation', () => {
  it('are told by their index, fetched once', async () => {
    const fetchFile = serve(files)
    const { state, loadResults } = await load(fetchFile)
    await loadResults()
    expect(state()).toEqual({ state: 'ready', index })
    expect(fetchFile).toHaveBeenCalledOnce()
  })

  it('come with the figures of what is shown, and with no others', async () => {
    const fetchFile = serve(files)
    const { resultsFor } = await load(fetchFile)
    const results = await resultsFor(index, shown)
    expect(results?.rows).toEqual(made.rows.filter(({ judge }) => judge === 'other'))
    expect(results?.curves).toEqual(made.curves.filter(({ judge, set }) => judge === 'other' && set === 'drawn'))
    await resultsFor(index, shown)
    expect(fetchFile.mock.calls.map(([url]) => url.split('/').at(-1))).toEqual([
      'index.json',
      'judge-2.json',
      'curves-2-0.json',
    ])
  })

  it('say so where figures do not come, or are of another evaluation', async () => {
    const { state, resultsFor } = await load(serve(new Map([[indexFile, index]])))
    expect(await resultsFor(index, shown)).toBeNull()
    expect(state()).toMatchObject({ state: 'failed', error: { code: 'not-evaluated' } })
    const older = { ...files.get('judge-2.json'), created: '2025-01-02T03:04:05.000Z' }
    vi.stubGlobal('fetch', serve(new Map([...files, ['judge-2.json', older]])))
    expect(await resultsFor(index, shown)).toBeNull()
    expect(state()).toMatchObject({ state: 'failed', error: { code: 'results-invalid' } })
  })

  it('are whole where all of them are saved', async () => {
    const { loadWhole } = await load(serve(new Map([...files, ['results.json', made]])))
    expect(await loadWhole()).toEqual(made)
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
    vi.stubGlobal('fetch', serve(files))
    reloadResults()
    expect(state().state).toBe('loading')
    await loadResults()
    expect(state().state).toBe('ready')
  })
})

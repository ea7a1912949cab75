// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { madeResults } from '#domain/evaluation/reading/made-results.ts'
import { splitResults } from '#domain/evaluation/reading/parts.ts'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import type { Manifest } from '#domain/quality/manifest.ts'
import { nothingWanted, useWanted } from '#stores/evidence/choice.ts'
import { reloadResults, useResults } from '#stores/evidence/results.ts'
import { Evidence } from './evidence.tsx'

const manifest = readFileSync('public/models/manifest.json', 'utf8')
const [student] = (JSON.parse(manifest) as Manifest).models
/** Answers with results as they are served, in parts. */
const json = (results: object, url: string) =>
  new Response(JSON.stringify(splitResults(results as EvaluationResults).get(url.split('/').at(-1)!)), {
    headers: { 'Content-Type': 'application/json' },
  })

let results: (url: string) => Response = (url) => json(madeResults(), url)

beforeEach(() => {
  window.location.hash = '#evidence'
  useWanted.setState(nothingWanted, true)
  vi.stubGlobal('fetch', async (url: string) => (url.endsWith('manifest.json') ? new Response(manifest) : results(url)))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function open(answer: (url: string) => Response): Promise<void> {
  results = answer
  reloadResults()
  render(<Evidence />)
  await vi.waitFor(() => expect(useResults.getState().state).not.toBe('loading'))
}

describe('the Evidence workspace', () => {
  it('tells the finding, and another with other choices', async () => {
    await open((url) => json(madeResults({ difference: -0.1 }), url))
    expect(await screen.findByText(/^When crops are misaligned by jitter 20%, discarding the student’s/)).toBeDefined()
    const crops = within(screen.getByRole('group', { name: 'Crops' }))
    await userEvent.click(crops.getByRole('button', { name: 'Proper' }))
    expect(screen.getByText(/^On properly aligned crops, /)).toBeDefined()
    await userEvent.click(screen.getByRole('button', { name: 'Method' }))
    const judge = within(screen.getByRole('group', { name: 'Judge' }))
    await userEvent.click(judge.getByRole('button', { name: 'In the label' }))
    expect(screen.getByText(/Judge: Labeller, a recogniser that took part in the training label/)).toBeDefined()
    expect(window.location.hash).toBe('#evidence?crops=proper&judge=in-label')
  })

  it('tells first what moves least, and what it costs', async () => {
    await open((url) => json(madeResults({ difference: 0.1 }), url))
    const told = await screen.findByText(/^Over 24 misalignments of a crop the student’s score moves by /)
    expect(told.textContent).toContain('the price is on properly aligned crops')
    const figures = screen.getAllByRole('figure').map((figure) => within(figure).getByRole('heading').textContent)
    expect(figures).toEqual([
      'Spread',
      'Crops as cut and cut again',
      'Error versus discard',
      'pAUC at 30%',
      'Jitter',
      'Other alignments',
      'In numbers',
    ])
  })

  it('draws mending where results have it, each crop with both rates', async () => {
    await open((url) => json(madeResults(), url))
    const picture = await screen.findByRole('img', { name: /^Genuine comparisons that fail\./ })
    expect(picture.getAttribute('aria-label')).toContain('Face box: 42.0% as cut, 5.5% cut again.')
    expect(picture.getAttribute('aria-label')).not.toContain('Proper')
    const figure = within(picture.closest('figure')!)
    await userEvent.click(figure.getByRole('button', { name: 'Show data' }))
    expect(figure.getByRole('row', { name: 'Face box 42.0% (37.8%–46.2%) 5.5% (5.0%–6.1%)' })).toBeDefined()
  })

  it('draws the spread by face size where nothing was mended', async () => {
    await open((url) => json({ ...madeResults(), mending: [] }, url))
    expect(await screen.findByRole('heading', { name: 'Spread by face size' })).toBeDefined()
    expect(screen.queryByRole('heading', { name: 'Crops as cut and cut again' })).toBeNull()
  })

  it('says that there is nothing yet, draws nothing, and looks again', async () => {
    await open(() => new Response('', { status: 404 }))
    expect(await screen.findByText('This page came without results of an evaluation.')).toBeDefined()
    expect(screen.queryByRole('figure')).toBeNull()
    expect(await screen.findByRole('article', { name: 'plumb-m, the student', hidden: true })).toBeDefined()
    results = (url) => json(madeResults(), url)
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('slider', { name: 'Error versus discard, crosshair' })).toBeDefined()
  })

  it('says what is off in a file of another schema', async () => {
    await open((url) => json({ ...madeResults(), schema: 2 }, url))
    expect(await screen.findByText(/^The results of the evaluation cannot be read\. \(schema: /)).toBeDefined()
  })

  it('reads the curves by the keys, and has them as a table', async () => {
    await open((url) => json(madeResults({ difference: -0.1 }), url))
    const crosshair = await screen.findByRole('slider', { name: 'Error versus discard, crosshair' })
    expect(crosshair.getAttribute('aria-valuetext')).toBe('20% discarded: Student 2.8%, Baseline 3.6%')
    crosshair.focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(crosshair.getAttribute('aria-valuetext')).toContain('20.5% discarded: ')
    await userEvent.keyboard('{Home}')
    expect(crosshair.getAttribute('aria-valuetext')).toBe('0% discarded: Student 6.0%, Baseline 6.0%')
    const figure = within(crosshair.closest('figure')!)
    await userEvent.click(figure.getByRole('button', { name: 'Show data' }))
    expect(figure.getByRole('row', { name: '20% 2.8% (2.3%–3.3%) 3.6% (3.1%–4.1%)' })).toBeDefined()
  })

  it('draws other methods where they are asked for', async () => {
    await open((url) => json(madeResults(), url))
    await userEvent.click(await screen.findByRole('button', { name: 'Method' }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'Random' }))
    expect(useWanted.getState().also).toEqual(['random'])
    const crosshair = screen.getByRole('slider', { name: 'Error versus discard, crosshair', hidden: true })
    expect(crosshair.getAttribute('aria-valuetext')).toContain('Random 5.9%')
  })

  it('offers a second student among the other methods, and beside the first in the table', async () => {
    const made = madeResults()
    const methods = made.methods.map((method) =>
      method.id === 'random' ? { ...method, kind: 'student', label: 'plumb-s' } : method,
    )
    await open((url) => json({ ...made, methods }, url))
    const against = within(await screen.findByRole('combobox', { name: 'Student against' }))
    expect(against.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'Baseline',
      'Length of Labeller',
      'plumb-s',
    ])
    await userEvent.click(screen.getByRole('button', { name: 'Method' }))
    const drawn = within(screen.getByRole('group', { name: 'Also draw' }))
    expect(drawn.getAllByRole('checkbox').map((box) => box.closest('label')!.textContent)).toEqual([
      'Length of Labeller',
      'plumb-s',
    ])
  })

  it('sorts the table by its heads', async () => {
    const made = madeResults()
    const rows = made.rows.map((row) =>
      row.set === 'drawn' && row.method === 'student' ? { ...row, pauc30: 0.9 } : row,
    )
    await open((url) => json({ ...made, rows }, url))
    const table = within(await screen.findByRole('table', { name: /^pAUC at 30%/ }))
    const sets = () => table.getAllByRole('rowheader').map((head) => head.textContent)
    expect(sets()).toEqual(['Drawn', 'Drawn-D', 'Mean'])
    await userEvent.click(table.getByRole('button', { name: 'Student' }))
    expect(sets()).toEqual(['Drawn-D', 'Drawn', 'Mean'])
    const head = table.getByRole('button', { name: 'Student' }).closest('th')!
    expect(head.getAttribute('aria-sort')).toBe('ascending')
  })

  it('warns of results that are of other models than the page’s', async () => {
    await open((url) => json(madeResults({ studentHash: 'f'.repeat(64) }), url))
    expect(
      await screen.findByText(/^ ?These figures are of other models than those that this page runs: student ffffffff/),
    ).toBeDefined()
  })

  it('does not warn of its own student', async () => {
    await open((url) => json(madeResults({ studentHash: student!.sha256 }), url))
    expect((await screen.findByText(/These figures are of other models/)).textContent).not.toContain('student')
  })

  it('tells on a model’s card how it scores groups of people, and what that does not say', async () => {
    await open((url) => json(madeResults(), url))
    const card = within(await screen.findByRole('article', { name: 'plumb-m, the student', hidden: true }))
    await userEvent.click(card.getByText('Scores by age, sex and ethnicity'))
    const [utkFace] = student!.card.groups!
    const row = utkFace!.rows.find(({ value }) => value === '20–29')!
    const [low, median, high] = row.quartiles.map(Math.round)
    const cells = `20–29 ${row.images} ${median} ${low}–${high} ${Math.round(100 * row.higher!)}%`
    const told = within(card.getByRole('row', { name: cells, hidden: true }).closest('details')!)
    expect(told.getByText(/photos of UTKFace\. They are training data of this model/)).toBeDefined()
    expect(utkFace!.command).toContain('--groups ')
    expect(told.getByText(utkFace!.command)).toBeDefined()
  })

  it('says what was not evaluated, and keeps the rest', async () => {
    window.location.hash = '#evidence?impostors=all'
    await open((url) => json(madeResults(), url))
    expect(await screen.findByText('Not evaluated.')).toBeDefined()
    expect(screen.queryByRole('slider', { name: 'Error versus discard, crosshair' })).toBeNull()
    expect(screen.getByRole('region', { name: 'Stability' }).textContent).toContain('Student, median 3')
  })
})

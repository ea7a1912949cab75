import { readFileSync } from 'node:fs'
import { expect, type Page, type TestInfo, test } from '@playwright/test'
import Papa from 'papaparse'
import { preview } from 'vite'
import type { EvaluationResults } from '../src/domain/evaluation/results.ts'
import { open } from './app.ts'
import { expectSound } from './sound.ts'

const FILE = 'public/evidence/results.json'
const MISSING = 'This page came without results of an evaluation.'

const results = JSON.parse(readFileSync(FILE, 'utf8')) as EvaluationResults

/** Opens the workspace by its key, once its results are there, where there are some. */
async function openEvidence(page: Page): Promise<void> {
  await open(page)
  await page.keyboard.press('4')
  await expect(page.getByRole('heading', { name: 'Evidence', exact: true })).toBeVisible()
  await expect(page.getByText('Loading the results.')).toHaveCount(0)
}

const story = (page: Page) => page.locator('.evidence > .evidence-finding .found')
const finding = (page: Page) => page.locator('.evidence-section .found')
const openCards = (page: Page) => page.getByText('Models and their cards').click()
const crosshair = (page: Page) => page.getByRole('slider', { name: 'Error versus discard, crosshair' })

/** Saves a figure through its own button and returns the file's text. */
async function saveFigure(page: Page, info: TestInfo, figure: string, item: RegExp): Promise<string> {
  await page.getByRole('button', { name: `Export ${figure}`, exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item }).click()
  const path = info.outputPath((await download).suggestedFilename())
  await (await download).saveAs(path)
  return readFileSync(path, 'utf8')
}

for (const width of [1440, 360])
  for (const colorScheme of ['light', 'dark'] as const)
    test.describe(`${width} px, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: width > 760 ? 900 : 780 }, colorScheme, reducedMotion: 'reduce' })

      test('Evidence is in nobody’s way, within the edges, and asks no other host', async ({
        page,
        context,
        baseURL,
      }, info) => {
        const asked: string[] = []
        context.on('request', (request) => asked.push(request.url()))
        await openEvidence(page)
        await expectSound(page)
        await page.screenshot({ path: info.outputPath('evidence.png') })
        const overflow = () => page.locator('.evidence').evaluate((pane) => pane.scrollWidth - pane.clientWidth)
        expect(await overflow()).toBe(0)
        await page.getByRole('button', { name: 'Show data' }).first().click()
        await openCards(page)
        await expect(page.getByRole('article')).toHaveCount(4)
        await page.getByText('Scores by age, sex and ethnicity').first().click()
        await expectSound(page)
        expect(await overflow()).toBe(0)
        await page
          .getByRole('article')
          .first()
          .screenshot({ path: info.outputPath('card.png') })
        expect(asked.filter((url) => !url.startsWith(baseURL!) && !/^(blob|data):/.test(url))).toEqual([])
        // Of all results what the page shows: the index, one judge's figures, and its curves on one set.
        const files = asked.filter((url) => url.includes('/evidence/')).map((url) => url.split('/').at(-1)!)
        expect(files.toSorted()).toEqual([
          expect.stringMatching(/^curves-\d+-\d+\.json$/),
          'index.json',
          expect.stringMatching(/^judge-\d+\.json$/),
        ])
      })
    })

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('it is read in five screens', async ({ page }) => {
    await openEvidence(page)
    await expect(page.getByRole('figure').first()).toBeVisible()
    const height = await page.locator('.evidence').evaluate((pane) => pane.scrollHeight)
    expect(height).toBeLessThanOrEqual(5 * 844)
  })
})

test('without results the page says so, draws nothing, keeps its cards, and looks again', async ({ page }) => {
  await page.route('**/evidence/index.json', (route) => route.fulfill({ status: 404 }))
  await openEvidence(page)
  await expect(page.getByRole('alert').getByText(MISSING)).toBeVisible()
  await expect(page.getByRole('figure')).toHaveCount(0)
  await openCards(page)
  await expect(page.getByRole('article', { name: 'plumb-m, the student' })).toContainText(/sha256 [0-9a-f]{64}/)
  const again = page.waitForRequest('**/evidence/index.json')
  await page.getByRole('button', { name: 'Try again' }).click()
  await again
})

test('results that do not arrive say so', async ({ page }) => {
  await page.route('**/evidence/index.json', (route) => route.abort())
  await openEvidence(page)
  await expect(page.getByText('The results of the evaluation could not be loaded.')).toBeVisible()
})

test('they are looked for under any path', async ({ page }) => {
  const server = await preview({ configFile: false, base: '/some/where/', preview: { port: 4183 }, logLevel: 'silent' })
  const address = server.resolvedUrls!.local[0]!
  try {
    const asked = page.waitForRequest(`${address}evidence/index.json`)
    await page.goto(`${address}?backend=wasm#evidence`)
    await asked
    await expect(page.getByRole('figure').first()).toBeVisible()
  } finally {
    await server.close()
  }
})

test.describe('with the results of the evaluation', () => {
  test('they are of the models of this page, and the finding is told of them', async ({ page }) => {
    await openEvidence(page)
    await expect(story(page)).toHaveText(/^Over 24 misalignments .+\.$/)
    await expect(finding(page)).toHaveText(/^(When|On) .+\.$/)
    await expect(page.getByText('These figures are of other models')).toHaveCount(0)
  })

  test('the curves are read by the keys', async ({ page }) => {
    await openEvidence(page)
    await expect(crosshair(page)).toHaveAttribute(
      'aria-valuetext',
      /^20% discarded: Student [\d.]+%, Baseline [\d.]+%$/,
    )
    await crosshair(page).focus()
    await page.keyboard.press('ArrowLeft')
    await expect(crosshair(page)).toHaveAttribute('aria-valuetext', /^19.5% discarded/)
    await page.keyboard.press('Escape')
    await expect(crosshair(page)).toHaveAttribute('aria-valuetext', 'Nothing chosen')
  })

  test('what is chosen stands in the address, and comes back from it', async ({ page }) => {
    await openEvidence(page)
    const set = results.sets.at(-1)!
    await page.evaluate((id) => window.location.assign(`#evidence?set=${id}&crops=proper&measure=rmse`), set.id)
    await expect(page.locator('.evidence-method')).toContainText(`${set.label}: `)
    await page.getByRole('group', { name: 'Measure' }).getByRole('button', { name: 'Rank agreement' }).click()
    await expect(page).toHaveURL(/measure=rank/)
    await page.reload()
    await expect(page.getByRole('button', { name: 'Rank agreement', pressed: true })).toBeVisible()
    await expect(finding(page)).toHaveText(/^On properly aligned crops/)
  })

  test('figures leave as pictures and numbers, with where they come from', async ({ page }, info) => {
    await openEvidence(page)
    const judge = results.judges.find(({ group }) => group === 'cross-model')!
    const student = results.methods.find(({ kind }) => kind === 'student')!
    for (const figure of ['Error versus discard', 'pAUC at 30%', 'Jitter', 'Spread'])
      for (const columns of ['One column', 'Two columns']) {
        const name = `${figure}, ${columns}`
        const svg = await saveFigure(page, info, figure, new RegExp(`${columns} \\(SVG`))
        const parts = await page.evaluate((text) => {
          const sheet = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
          const textOf = (selector: string) =>
            [...sheet.querySelectorAll(selector)].map((each) => each.textContent).join(' ')
          return {
            width: Number.parseFloat(sheet.getAttribute('width') ?? ''),
            seen: textOf('text'),
            told: `${textOf('desc')} ${textOf('metadata')}`,
            style: textOf('style'),
            ground: sheet.querySelector('rect')?.getAttribute('fill'),
          }
        }, svg)
        // As wide as a column of a paper, give or take an edge.
        expect(Math.abs(parts.width - (columns === 'One column' ? 85 : 175)), name).toBeLessThan(5)
        expect(parts.ground, name).toBe('#ffffff')
        expect(parts.style, name).toMatch(/@font-face.+base64,[\w+/=]{10000}/)
        expect(parts.seen, name).not.toMatch(/[0-9a-f]{16}|\.\.\//)
        const isJudged = figure !== 'Spread'
        expect(parts.seen.includes(judge.label), name).toBe(isJudged)
        for (const words of [judge.sha256, student.sha256!, results.created.slice(0, 10), results.command])
          expect(parts.told, name).toContain(words)
      }
    const caption = await saveFigure(page, info, 'Jitter', /Caption/)
    expect(caption).toContain(student.sha256!)
    const csv = await saveFigure(page, info, 'Error versus discard', /CSV/)
    const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true })
    expect(data).toHaveLength(2 * 61)
    expect(data[0]).toMatchObject({
      method: student.id,
      method_sha256: student.sha256,
      judge: judge.id,
      judge_sha256: judge.sha256,
      app_version: results.app.version,
    })
    await page.keyboard.press('e')
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: /Every row/ }).click()
    const all = Papa.parse(readFileSync(await (await download).path(), 'utf8'), { header: true, skipEmptyLines: true })
    expect(all.data).toHaveLength(results.rows.length)
  })
})

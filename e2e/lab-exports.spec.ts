import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, type Page, type TestInfo, test } from '@playwright/test'
import Papa from 'papaparse'
import sharp from 'sharp'
import type { ResultRecord } from '../src/domain/quality/record.ts'
import { sweepCrops } from '../src/stores/lab/sweeps.ts'
import { drop, open, save, settled } from './app.ts'
import { ASTRONAUT, makePhotos } from './photos.ts'

const OWN = 'src/inference/models/own/fixtures/channels-last.onnx'

/** The Lab with photos of one face each, the first on the bench. */
async function openLab(page: Page, photos: readonly string[] = [ASTRONAUT]): Promise<void> {
  await open(page)
  await drop(page, photos)
  await settled(page, photos.length)
  await page.evaluate(() => window.location.assign('#lab'))
  await expect(page.getByRole('list', { name: 'Alignment procedures' })).toBeVisible()
}

async function addOwnModel(page: Page): Promise<void> {
  await drop(page, [OWN])
  const panel = page.getByRole('region', { name: 'Your model' })
  await panel.getByLabel('Prepared as for').selectOption({ label: 'MagFace' })
  await panel.getByRole('button', { name: 'Add to the bench' }).click()
  await expect(page.getByText(/scale: /)).toBeVisible()
}

const sweepsDone = (page: Page) =>
  expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 90_000 })

/** Saves a file of the export menu and returns where it lies. */
async function saveTo(page: Page, info: TestInfo, item: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item }).click()
  const path = info.outputPath((await download).suggestedFilename())
  await (await download).saveAs(path)
  return path
}

const rescore = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'bench/rescore.ts', ...args, '--photos', dirname(ASTRONAUT)], {
    encoding: 'utf8',
  })

test('an own model’s scores, given its file, are the same in Node', async ({ page }, info) => {
  test.slow()
  await openLab(page)
  await addOwnModel(page)
  await sweepsDone(page)
  const path = await saveTo(page, info, 'Experiment (JSON)')
  const record = JSON.parse(readFileSync(path, 'utf8')) as ResultRecord
  expect(record.faces[0]!.sweeps?.every(({ done, of }) => done === of)).toBe(true)
  expect(record.faces[0]!.variants.filter(({ scores }) => 'own/channels-last' in scores).length).toBeGreaterThan(
    sweepCrops,
  )
  const given = rescore(path, '--model', OWN)
  expect(given.stdout).toContain('by 3 models.\nLargest difference: ')
  expect(given.status, given.stderr).toBe(0)
  const bare = rescore(path)
  expect(bare.stdout).toContain('by 2 models.')
  expect(bare.stderr).toContain('own/channels-last is left out: give its file, channels-last.onnx')
  expect(bare.status).toBe(0)
})

test('stopped sweeps say so in each of their files', async ({ page }, info) => {
  await openLab(page)
  await expect(page.locator('.sweep-state')).toContainText(/[1-9]\d* of/)
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.locator('.sweep-state')).toContainText('Go on')
  const record = JSON.parse(await save(page, /JSON/)) as ResultRecord
  const sweeps = record.faces[0]!.sweeps ?? []
  const done = sweeps.reduce((sum, sweep) => sum + sweep.done, 0)
  expect(done).toBeGreaterThan(0)
  expect(done).toBeLessThan(sweepCrops)
  const svg = readFileSync(await saveTo(page, info, 'Sweeps (SVG)'), 'utf8')
  expect(svg).toContain(`Unfinished: ${done} of ${sweepCrops} crops are scored.`)
  const { data } = Papa.parse<Record<string, string>>(await save(page, /CSV/), { header: true, skipEmptyLines: true })
  expect(data).toHaveLength(2 * done)
  for (const row of data)
    expect([Number(row.sweep_done), Number(row.sweep_of)]).toEqual(
      sweeps.filter(({ id }) => id === row.sweep).flatMap(({ done, of }) => [done, of]),
    )
  expect(data[0]).toMatchObject({ file: 'astronaut.jpg', face: '0', reference: 'landmarker-5pt', backend: 'wasm' })
  expect(data[0]!.model_sha256).toBe(record.models.find(({ id }) => id === data[0]!.model)?.sha256)
})

test('the pictures have each title once, both faces, the order of the page and whole hashes', async ({
  page,
}, info) => {
  test.slow()
  const [blurred] = await makePhotos(info.outputPath('photos'), ['blurred.jpg'])
  await openLab(page, [ASTRONAUT, blurred!])
  await addOwnModel(page)
  await sweepsDone(page)
  const svg = readFileSync(await saveTo(page, info, 'Sweeps (SVG)'), 'utf8')
  expect(svg.match(/>(Jitter|Rotation|Scale|Shift)</g)).toEqual(['>Jitter<', '>Rotation<', '>Scale<', '>Shift<'])
  expect(svg).not.toContain('Unfinished')
  for (const { id, sha256 } of (JSON.parse(await save(page, /JSON/)) as ResultRecord).models)
    expect(svg).toMatch(new RegExp(`<text[^>]*>${id.replace('/', '\\/')} ${sha256}`))
  await saveTo(page, info, 'Sweeps (PNG)')

  const one = await sharp(await saveTo(page, info, 'Alignment procedures (PNG)')).metadata()
  await page.getByRole('button', { name: 'Compare with another face' }).click()
  await page.getByRole('option', { name: /blurred/ }).click()
  await page.getByRole('button', { name: 'Sort by change' }).click()
  await expect(page.getByRole('button', { name: /^Compare the crop by FFHQ, blurred/ })).toBeVisible()
  const path = await saveTo(page, info, 'Alignment procedures (PNG)')
  writeFileSync(info.outputPath('sorted.png'), readFileSync(path))
  const two = await sharp(path).metadata()
  expect(two.width).toBe(one.width)
  expect(two.height! - one.height!).toBeGreaterThan(2 * 112)
})

test('a picture that cannot be drawn says so, and comes on another try', async ({ page }, info) => {
  await openLab(page)
  await page.evaluate(() => {
    const { toBlob } = HTMLCanvasElement.prototype
    // As a browser does that has no memory left, once.
    HTMLCanvasElement.prototype.toBlob = (done) => {
      HTMLCanvasElement.prototype.toBlob = toBlob
      done(null)
    }
  })
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Alignment procedures (PNG)' }).click()
  const said = page.getByRole('dialog', { name: 'The picture could not be drawn.' })
  await expect(said).toContainText('Close other tabs to free memory, then try again.')
  await page.screenshot({ path: info.outputPath('failure.png') })
  const download = page.waitForEvent('download')
  await said.getByRole('button', { name: 'Try again' }).click()
  expect((await download).suggestedFilename()).toBe('plumb-procedures.png')
  await expect(said).toBeHidden()
})

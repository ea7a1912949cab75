import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { drop, open, PROCEDURES, settled } from './app.ts'
import { sharedFolder } from './faces/server.ts'
import { ASTRONAUT } from './photos.ts'

const fixture = (name: string) => `src/inference/models/own/fixtures/${name}`
const panel = (page: Page) => page.getByRole('region', { name: 'Your model' })

/** The Lab with the astronaut on the bench and models dropped on it. */
async function dropModels(page: Page, ...paths: string[]): Promise<void> {
  await open(page)
  await drop(page, [ASTRONAUT])
  await settled(page, 1)
  await drop(page, paths)
  await expect(panel(page)).toBeVisible()
}

async function addAs(page: Page, preset: string): Promise<void> {
  await panel(page).getByLabel('Prepared as for').selectOption({ label: preset })
  await panel(page).getByRole('button', { name: 'Add to the bench' }).click()
}

const scale = (page: Page) => page.getByText('scale: 1 aligned and 24 misaligned crops at hand')
const values = (page: Page, kind: string) =>
  page.getByRole('list', { name: 'Alignment procedures' }).locator(`.grid-value.of-${kind} b`)

test('a dropped ONNX joins the grid, the sweeps and the hand', async ({ page }) => {
  test.slow()
  await dropModels(page, fixture('channels-last.onnx'))
  await expect(panel(page)).toContainText('channels last')
  await panel(page).getByRole('button', { name: 'Add to the bench' }).click()
  await expect(scale(page)).toBeVisible()
  const cell = page.getByRole('list', { name: 'Alignment procedures' }).getByRole('listitem').nth(1)
  await expect(cell.locator('.of-own')).toContainText(/\d+/)
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 90_000 })
  await expect(page.getByRole('img', { name: /^Score against scale.*channels-last between/ })).toBeAttached()
  // The same file once more, prepared otherwise, now that the sweeps are done.
  await drop(page, [fixture('channels-last.onnx')])
  await addAs(page, 'MagFace')
  await expect(cell.locator('.grid-value.of-own')).toHaveCount(2)
  await page.getByRole('button', { name: 'Take channels-last off the bench' }).click()
  await page.getByRole('button', { name: 'Take channels-last (2) off the bench' }).click()
  await expect(cell.locator('.of-own')).toHaveCount(0)
})

test('one that fails on some crops says so, beside all other scores', async ({ page }) => {
  test.slow()
  await dropModels(page, fixture('dark-is-no-number.onnx'))
  await addAs(page, 'None: 0–255 as they are')
  await expect(page.getByText('dark-is-no-number gave some crops no score.')).toBeVisible()
  await expect(page.getByText('Check order, mean and std')).toBeVisible()
  // The two procedures with the darkest crops: a loose box, and the centre of the photo.
  await expect(values(page, 'own')).toHaveCount(PROCEDURES - 2)
  await expect(values(page, 'student')).toHaveCount(PROCEDURES)
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 90_000 })
})

test('models dropped at once are asked about one after the other', async ({ page }) => {
  await dropModels(page, ...['channels-last', 'one-channel', 'free'].map((name) => fixture(`${name}.onnx`)))
  await expect(panel(page)).toContainText('2 more models after this.')
  await panel(page).getByRole('button', { name: 'Add to the bench' }).click()
  await expect(panel(page)).toContainText('one-channel.onnx')
  await expect(panel(page)).toContainText('this model takes [1, 1, 128, 128]')
  await panel(page).getByRole('button', { name: 'Skip' }).click()
  await expect(panel(page)).toContainText('crops of any size')
  await addAs(page, 'MagFace')
  await expect(panel(page)).toHaveCount(0)
  await expect(scale(page)).toHaveCount(2)
})

for (const [name, words] of [
  ['one-channel.onnx', 'this model takes [1, 1, 128, 128]'],
  ['two-inputs.onnx', 'inputs'],
  ['embedding-only.onnx', 'looks like a quality'],
] as const)
  test(`an ONNX that does not fit says what is off: ${name}`, async ({ page }) => {
    await open(page)
    await drop(page, [fixture(name)])
    await expect(panel(page)).toContainText(words)
    await panel(page).getByRole('button', { name: 'Close' }).click()
    await expect(panel(page)).toHaveCount(0)
  })

for (const [name, preset] of [
  ['lightqnet-dm100.onnx', 'LightQNet'],
  ['deepcam-fqa.onnx', 'ArcFace, CR-FIQA'],
] as const)
  test(`a published model scores beside ours: ${name}`, async ({ page }) => {
    const path = join(sharedFolder, 'models', name)
    test.skip(!existsSync(path), `${name} is not there: a model that no repository may hold`)
    await dropModels(page, path)
    await addAs(page, preset)
    await expect(scale(page)).toBeVisible({ timeout: 90_000 })
    await expect(values(page, 'own')).toHaveCount(PROCEDURES)
    const scores = (await values(page, 'own').allTextContents()).map(Number)
    // The face as it should be is more useful than a crop with a small face in the middle of a large picture.
    expect(scores[0]).toBeGreaterThan(scores.at(-1)!)
  })

import { readFile } from 'node:fs/promises'
import { type Download, expect, type Locator, type Page } from '@playwright/test'
import sharp from 'sharp'
import { open, settled } from '../app.ts'
import { bestShots, PATIENT, picture, scoredMark, shots, side, startCamera, test } from './camera.ts'

/** What a press leads to, saved by the browser. */
async function downloadOf(page: Page, press: Locator): Promise<Download> {
  const download = page.waitForEvent('download')
  await press.click()
  return download
}

const choose = async (page: Page, item: string) => {
  await shots(page).first().click()
  return page.getByRole('menuitem', { name: item })
}

test('Space keeps a frame, which goes to the photos, the Lab and the disk', async ({ page }) => {
  await startCamera(page)
  await expect(scoredMark(page)).toBeVisible(PATIENT)
  await page.keyboard.press('Space')
  await expect(shots(page).first()).toBeVisible()

  const frame = await downloadOf(page, await choose(page, 'Save as PNG'))
  expect(frame.suggestedFilename()).toMatch(/^Live \d\d-\d\d-\d\d\.png$/)
  const { format, width, height } = await sharp(await frame.path()).metadata()
  expect({ format, width, height }).toEqual({ format: 'png', width: 640, height: 480 })
  const all = await downloadOf(page, bestShots(page).getByRole('button', { name: 'Save all' }))
  expect((await readFile(await all.path())).subarray(0, 2).toString()).toBe('PK')

  await (await choose(page, 'Add to the photos')).click()
  await page.keyboard.press('1')
  await settled(page, 1)
  await expect(page.getByRole('list', { name: 'Faces' }).getByRole('listitem')).toContainText(
    /Live \d\d-\d\d-\d\d\.png/,
  )

  await page.keyboard.press('3')
  await expect(shots(page).first()).toHaveAccessibleName(/among the photos$/)
  await (await choose(page, 'Open in the Lab')).click()
  await expect(page).toHaveURL(/#lab/)
  await expect(page.getByRole('region', { name: 'Face and alignment' })).toBeVisible()
})

test('what is good and steady is kept by itself', async ({ page }) => {
  await startCamera(page)
  await expect(shots(page).first()).toBeVisible(PATIENT)
})

test('a frozen frame opens in the Lab with its face', async ({ page }) => {
  await startCamera(page)
  await expect(scoredMark(page)).toBeVisible(PATIENT)
  await page.getByRole('button', { name: 'Open in the Lab' }).click()
  await expect(page).toHaveURL(/#lab/)
  await expect(page.getByRole('region', { name: 'Face and alignment' })).toBeVisible()
  await page.keyboard.press('1')
  await settled(page, 1)
})

test('the scores of a session are recorded as CSV', async ({ page }) => {
  await startCamera(page)
  await expect(scoredMark(page)).toBeVisible(PATIENT)
  await page.getByRole('button', { name: 'Record scores' }).click()
  // Long enough for both models.
  const before = await shots(page).count()
  await page.getByRole('button', { name: 'Keep this frame' }).click()
  await expect.poll(() => shots(page).count()).toBeGreaterThan(before)
  const csv = await downloadOf(page, page.getByRole('button', { name: 'Stop and save' }))
  const [header, ...rows] = (await readFile(await csv.path(), 'utf8')).trim().split(/\r?\n/)
  expect(header!.split(',').slice(0, 5)).toEqual(['seconds', 'face', 'main', 'model', 'score'])
  expect(rows.length).toBeGreaterThan(0)
  const seconds = rows.map((row) => Number(row.split(',')[0]))
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
})

test('a session needs no mouse', async ({ page }) => {
  await open(page)
  await page.keyboard.press('3')
  const start = page.getByRole('button', { name: 'Start camera' })
  await expect(start).toBeVisible()
  for (let tabs = 0; tabs < 20 && !(await start.evaluate((button) => button === document.activeElement)); tabs++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(scoredMark(page)).toBeVisible(PATIENT)

  await expect(page.getByLabel('Picture, mirrored')).toBeVisible()
  await page.keyboard.press('m')
  await expect(page.getByLabel('Picture', { exact: true })).toBeVisible()
  await page.keyboard.press('p')
  await expect(picture(page)).toContainText('Paused')
  await page.keyboard.press('p')
  await expect(picture(page)).not.toContainText('Paused')
  await page.keyboard.press('Space')
  await expect(shots(page).first()).toBeVisible()
  await shots(page).first().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Add to the photos' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(shots(page).first()).toHaveAccessibleName(/among the photos$/)
  await side(page)
    .getByRole('slider', { name: /crosshair/ })
    .focus()
  await page.keyboard.press('ArrowLeft')
  await expect(side(page).getByRole('slider', { name: /crosshair/ })).toHaveAttribute('aria-valuetext', /^1 s ago/)
})

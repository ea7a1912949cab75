import { expect, test } from '@playwright/test'
import { drop, open, settled } from './app.ts'
import { ASTRONAUT, makePhotos } from './photos.ts'

test('the list, the threshold and the detail need no mouse', async ({ page }, info) => {
  const photos = await makePhotos(info.outputPath('photos'), ['blurred.jpg', 'no-face.jpg'])
  await open(page)
  await drop(page, [ASTRONAUT, ...photos])
  await settled(page, 2)
  const rows = page.getByRole('list', { name: 'Faces' }).getByRole('listitem')
  const current = page.locator('[aria-current="true"]')

  await expect(current).toContainText('astronaut.jpg')
  await page.keyboard.press('j')
  await expect(current).toContainText('blurred.jpg')
  await page.keyboard.press('k')
  await expect(current).toContainText('astronaut.jpg')

  const threshold = page.getByRole('slider', { name: 'Threshold' })
  const before = Number(await threshold.getAttribute('aria-valuenow'))
  await page.keyboard.press(']')
  await page.keyboard.press('Shift+]')
  await expect(threshold).toHaveAttribute('aria-valuenow', `${before + 11}`)

  await page.keyboard.press('g')
  await expect(page.getByRole('button', { name: 'Grid' })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('g')

  await page.keyboard.press('Delete')
  await expect(page.getByText('astronaut.jpg was removed.')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(rows.filter({ hasText: 'astronaut.jpg' })).toHaveCount(1)

  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: /^Detail of/ })).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: /^Detail of/ })).toBeVisible()

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const theme = () => page.locator('html').getAttribute('data-theme')
  await page.keyboard.press('t')
  expect(await theme()).toBe('dark')
  await page.keyboard.press('t')
  expect(await theme()).not.toBe('dark')
})

test('a face that nothing found is marked by hand and scored', async ({ page }, info) => {
  const [noFace] = await makePhotos(info.outputPath('photos'), ['no-face.jpg'])
  await open(page)
  await drop(page, [noFace!])

  await page.getByRole('button', { name: 'Mark it' }).first().click()
  const stage = page.getByRole('application', { name: /^Photo to mark/ })
  await expect(stage).toBeFocused()
  const path = [
    'ArrowLeft',
    'ArrowRight ArrowRight',
    'ArrowLeft ArrowDown',
    'ArrowLeft ArrowDown',
    'ArrowRight ArrowRight',
  ]
  for (const steps of path) {
    for (const step of steps.split(' ')) for (let times = 0; times < 4; times++) await stage.press(step)
    await stage.press('Enter')
  }
  await settled(page, 1)
  await expect(page.getByRole('img', { name: /^Score \d+ of 100/ }).first()).toBeVisible()
})

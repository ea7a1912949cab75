import { expect, type Page } from '@playwright/test'
import { open } from '../app.ts'
import { expectRunning, INSECURE_HOST, PATIENT, SHARP, score, scoredMark, startCamera, test, unplug } from './camera.ts'

test('the camera is asked for on a click alone, and off when the workspace is left', async ({ page }) => {
  await open(page, '?backend=wasm#live')
  await expect(page.getByText('Pictures stay on this device and are not recorded.')).toBeVisible()
  await expectRunning(page, 0)
  await page.getByRole('button', { name: 'Start camera' }).click()
  await expectRunning(page, 1)

  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { name: 'How useful is this face for recognition?' })).toBeVisible()
  await expectRunning(page, 0)
  await page.keyboard.press('3')
  await expectRunning(page, 1)
  await expect.poll(() => score(page), PATIENT).toBeGreaterThan(50)

  await page.getByRole('button', { name: /\.mjpeg$/ }).click()
  await page.getByRole('menuitem', { name: 'Turn off' }).click()
  await expectRunning(page, 0)
  await expect(page.getByRole('button', { name: 'Start camera' })).toBeVisible()
})

test('the camera is off while the tab is hidden', async ({ page }) => {
  await startCamera(page)
  await expectRunning(page, 1)
  await setVisibility(page, 'hidden')
  await expectRunning(page, 0)
  await setVisibility(page, 'visible')
  await expectRunning(page, 1)
})

/** Playwright keeps every page visible, so it is told otherwise. */
const setVisibility = (page: Page, state: DocumentVisibilityState) =>
  page.evaluate((visibilityState) => {
    Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)

test('a camera that is pulled out is missed, and found again', async ({ page }) => {
  await startCamera(page)
  await expect.poll(() => score(page), PATIENT).toBeGreaterThan(50)
  await unplug(page)
  const alert = page.getByRole('alert').filter({ hasText: 'The camera was disconnected.' })
  await expect(alert).toContainText('Connect it again, then try again.')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(scoredMark(page)).toBeVisible(PATIENT)
})

test.describe('without permission', () => {
  test.use({ camera: { ...SHARP, isAllowed: false } })

  test('the page says how to allow the camera, and tries again', async ({ page, context }) => {
    await startCamera(page)
    const alert = page.getByRole('alert').filter({ hasText: 'The camera is blocked for this site.' })
    await expect(alert).toContainText('Allow it in the site settings beside the address, then try again.')
    await context.grantPermissions(['camera'])
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expectRunning(page, 1)
    await expect(alert).toHaveCount(0)
  })
})

test.describe('without a camera', () => {
  test.use({ camera: { scenes: [], isAllowed: true } })

  test('there is another way', async ({ page }) => {
    await startCamera(page)
    const alert = page.getByRole('alert').filter({ hasText: 'No camera found.' })
    await expect(alert).toContainText('Connect one, or score photos instead.')
    await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible()
    await alert.getByRole('link', { name: 'Go to Photos' }).click()
    await expect(page.getByRole('heading', { name: 'How useful is this face for recognition?' })).toBeVisible()
  })
})

test('a page that is not secure says so', async ({ page, baseURL }) => {
  const address = new URL('?backend=wasm#live', baseURL)
  address.hostname = INSECURE_HOST
  await page.goto(address.href)
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false)
  await page.getByRole('button', { name: 'Start camera' }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'The camera needs a secure address.' })
  await expect(alert).toContainText('Open this page over https or on localhost.')
})

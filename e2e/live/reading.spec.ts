import { expect } from '@playwright/test'
import { measuredMark, PATIENT, picture, score, scoredMark, side, startCamera, test } from './camera.ts'

test('one click, and both models score the face, the student more steadily', async ({ page, context, baseURL }) => {
  const requests: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  await startCamera(page)
  await expect(measuredMark(page)).toBeVisible(PATIENT)
  await expect.poll(() => score(page)).toBeGreaterThan(50)
  await expect.poll(() => score(page)).toBeLessThan(98)
  await expect(picture(page)).toContainText('Good, hold it')

  // The marks hold the spreads as they are, the words round them.
  const spreads = await measuredMark(page).evaluate((mark) =>
    ['--sd', '--bd'].map((name) => Number(getComputedStyle(mark).getPropertyValue(name))),
  )
  expect(spreads[0]).toBeGreaterThan(0)
  expect(spreads[0]).toBeLessThan(spreads[1]!)

  await expect(side(page)).toContainText(/jitter student \d+\.\d, baseline \d+\.\d points/)
  await expect(page.getByRole('contentinfo')).toContainText(/\d+ fps · baseline [\d.]+ a second · P6 every [\d.]+ s/)

  expect(requests.length).toBeGreaterThan(0)
  expect(requests.filter((url) => !url.startsWith(baseURL!) && !url.startsWith(`blob:${baseURL}`))).toEqual([])
})

test.describe('out of focus and back', () => {
  const camera = {
    isAllowed: true,
    scenes: [
      { show: 'sharp', seconds: 8 },
      { show: 'blurred', seconds: 8 },
    ],
  } as const
  test.use({ camera })

  test('the score falls and comes back', async ({ page }) => {
    test.slow()
    await startCamera(page)
    await expect.poll(() => score(page), PATIENT).toBeGreaterThan(50)
    await expect.poll(() => score(page), PATIENT).toBeLessThan(35)
    await expect(picture(page)).toContainText(/sharpness 0\.\d\d; 0\.\d\d or more is better/, PATIENT)
    await expect.poll(() => score(page), PATIENT).toBeGreaterThan(50)
  })
})

test.describe('turned away and gone', () => {
  const camera = {
    isAllowed: true,
    scenes: [
      { show: 'sharp', seconds: 8 },
      { show: 'turned', seconds: 8 },
      { show: 'gone', seconds: 8 },
    ],
  } as const
  test.use({ camera })

  test('the hint says what to change, and why', async ({ page }) => {
    test.slow()
    await startCamera(page)
    await expect(picture(page)).toContainText('Good, hold it', PATIENT)
    await expect(picture(page)).toContainText('Look at the camera', PATIENT)
    await expect(picture(page)).toContainText(/turned by \d+°; \d+° or less is better/, PATIENT)
    await expect(picture(page)).toContainText('No face', PATIENT)
    await expect(side(page)).toContainText('No face to score.')
    await expect(picture(page)).toContainText('Good, hold it', PATIENT)
  })
})

test.describe('two faces', () => {
  test.use({ camera: { isAllowed: true, scenes: [{ show: 'two', seconds: 1 }] } })

  test('each has its number, and the page is about the one that is chosen', async ({ page }) => {
    await startCamera(page)
    await expect(picture(page)).toContainText('One face at a time', PATIENT)
    const faces = page.getByRole('group', { name: 'Face' })
    await expect(faces.getByRole('button', { pressed: true })).toHaveCount(1)
    const other = faces.getByRole('button', { pressed: false })
    await expect(other).toHaveCount(1)
    const name = (await other.getAttribute('aria-label'))!
    await other.click()
    const chosen = faces.getByRole('button', { name, pressed: true })
    await expect(chosen).toBeVisible()
    await expect(scoredMark(page)).toBeVisible(PATIENT)
    await expect(chosen).toBeVisible()
  })
})

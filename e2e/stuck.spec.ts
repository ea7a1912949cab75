import { expect, type Page, test } from '@playwright/test'
import { drop, open, settled } from './app.ts'
import { ASTRONAUT } from './photos.ts'

const panel = (page: Page) => page.getByRole('region', { name: 'Your model' })
const fixture = (name: string) => `src/inference/models/own/fixtures/${name}.onnx`

test('a model that never answers is named, and everything else goes on', async ({ page }) => {
  await open(page)
  await drop(page, [fixture('endless'), fixture('free')])
  await expect(panel(page)).toContainText('endless.onnx')
  await drop(page, [ASTRONAUT])
  await settled(page, 1)
  await expect(panel(page)).toContainText('The model gave no answer in time and was stopped.', { timeout: 60_000 })
  await panel(page).getByRole('button', { name: 'Skip' }).click()
  await expect(panel(page)).toContainText('free.onnx')
  await expect(panel(page)).toContainText('crops of any size')
})

/** What befalls the engine's worker, without a word to the page. */
const fates: Readonly<Record<string, () => void>> = {
  'loops without end': () => {
    for (;;);
  },
  'closes itself': () => self.close(),
}

for (const [fate, befall] of Object.entries(fates))
  test(`a worker that ${fate} is replaced, and the photo is scored all the same`, async ({ page }) => {
    await open(page)
    await expect(page.getByRole('contentinfo')).toContainText('ready')
    const engine = await engineOf(page)
    void engine.evaluate(befall).catch(() => {})
    await drop(page, [ASTRONAUT])
    await settled(page, 1)
  })

/** The worker that answers to the engine's calls, among those of onnxruntime's threads. */
async function engineOf(page: Page) {
  for (const worker of page.workers()) if ((await worker.evaluate(() => self.name)) === 'engine') return worker
  throw new Error('The page has no engine.')
}

test('a download that stalls says so, and goes on when it is tried again', async ({ page }) => {
  let isStalled = true
  // What was held stays held: only what is asked for again gets through.
  await page.context().route('**/models/plumb-m.onnx', (route) => (isStalled ? undefined : route.continue()))
  await open(page)
  const notice = page.getByRole('alert').filter({ hasText: 'The download of the models has stalled.' })
  await expect(notice).toBeVisible()
  isStalled = false
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('contentinfo')).toContainText('ready')
  await expect(notice).toHaveCount(0)
})

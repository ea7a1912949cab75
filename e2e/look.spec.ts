import { expect, type Page, test } from '@playwright/test'
import { open, settled } from './app.ts'
import { expectSound } from './sound.ts'

/** Every sample at once: a list that fills the page, with scores from one end of the axis to the other. */
async function scoreSamples(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Score all eight' }).click()
  await settled(page, 8)
}

for (const width of [1440, 360])
  for (const colorScheme of ['light', 'dark'] as const)
    test.describe(`${width} px, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: width > 760 ? 900 : 780 }, colorScheme, reducedMotion: 'reduce' })

      test('nothing serious is in a screen reader’s way, and nothing runs over the edge', async ({ page }, info) => {
        await open(page)
        await expect(page.getByRole('heading', { name: 'How useful is this face for recognition?' })).toBeVisible()
        await expectSound(page)
        await page.screenshot({ path: info.outputPath('empty.png') })

        await scoreSamples(page)
        await expectSound(page)
        await page.screenshot({ path: info.outputPath('list.png') })

        await page.getByRole('button', { name: /^straight\.jpg/ }).click()
        await expect(page.getByRole('img', { name: /^Crop by / }).last()).toBeVisible()
        await expectSound(page)
        await page.screenshot({ path: info.outputPath('detail.png') })
        // `npm run screenshot` renews the picture in the README.
        if (width === 1440 && colorScheme === 'light' && info.config.updateSnapshots === 'all')
          await page.screenshot({ path: 'docs/photos.png' })
      })
    })

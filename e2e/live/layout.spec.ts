import { expect } from '@playwright/test'
import { expectSound } from '../sound.ts'
import { PATIENT, scoredMark, shots, startCamera, test } from './camera.ts'

const screens = [
  { width: 1440, height: 900 },
  { width: 360, height: 780 },
  { width: 780, height: 360 },
]

for (const viewport of screens)
  for (const colorScheme of ['light', 'dark'] as const)
    test.describe(`${viewport.width} × ${viewport.height} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, reducedMotion: 'reduce' })

      test('Live is in nobody’s way, within the edges, and calm', async ({ page }, info) => {
        await startCamera(page)
        await expect(scoredMark(page)).toBeVisible(PATIENT)
        await page.keyboard.press('Space')
        await expect(shots(page).first()).toBeAttached()
        await expectSound(page)
        expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
        await page.screenshot({ path: info.outputPath('live.png') })
        if (viewport.width < 800) await page.screenshot({ path: info.outputPath('live-full.png'), fullPage: true })

        // The number can be read beside the face, whatever the screen.
        await page.evaluate(() => window.scrollTo(0, 0))
        await expect(page.locator('video')).toBeInViewport({ ratio: 0.5 })
        await expect(page.locator('.live-score')).toBeInViewport()
      })
    })

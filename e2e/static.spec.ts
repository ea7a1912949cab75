import { expect, test } from '@playwright/test'
import { preview } from 'vite'
import { drop, open, settled } from './app.ts'
import { ASTRONAUT } from './photos.ts'

test('the build works under any path, and without isolation on one thread', async ({ page }) => {
  const server = await preview({ configFile: false, base: '/some/where/', preview: { port: 4182 }, logLevel: 'silent' })
  try {
    await open(page, `${server.resolvedUrls!.local[0]}?backend=wasm`)
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false)
    await drop(page, [ASTRONAUT])
    await settled(page, 1)
    await expect(page.getByRole('img', { name: /^Score \d+ of 100\. Over 24/ }).first()).toBeVisible()
  } finally {
    await server.close()
  }
})

import { expect, test } from '@playwright/test'
import { BROWSER_VARIABLE, CHROMIUM_ARGS } from '../scripts/browser.ts'
import { drop, exportRecord, faceOf, open } from './app.ts'
import { ASTRONAUT } from './photos.ts'

// Without a GPU this gives Chromium's software adapter, SwiftShader.
test.use({
  launchOptions: {
    executablePath: process.env[BROWSER_VARIABLE] ?? '',
    args: [...CHROMIUM_ARGS, '--enable-unsafe-webgpu'],
  },
})

test('WebGPU and WASM agree', async ({ page }) => {
  test.slow()
  const scores: Record<string, number>[] = []
  for (const backend of ['wasm', 'webgpu']) {
    await open(page, `?backend=${backend}`)
    await drop(page, [ASTRONAUT])
    // A face takes SwiftShader some seconds: the reference crop is enough.
    await expect(page.getByRole('img', { name: /^Score \d+ of 100/ }).first()).toBeVisible({ timeout: 120_000 })
    const record = await exportRecord(page)
    expect(record.backend).toBe(backend)
    const face = faceOf(record, 'astronaut.jpg')
    scores.push(Object.fromEntries(Object.entries(face.scores).map(([id, { raw }]) => [id, raw])))
  }
  const [wasm, webgpu] = scores
  expect(Object.keys(wasm!)).toHaveLength(2)
  for (const id of Object.keys(wasm!)) expect(Math.abs(wasm![id]! - webgpu![id]!)).toBeLessThan(1e-3)
})

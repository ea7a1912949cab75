import { expect, test } from '@playwright/test'
import { BROWSER_VARIABLE, CHROMIUM_ARGS } from '../scripts/browser.ts'
import { drop, exportRecord, faceOf, open, settled } from './app.ts'
import { ASTRONAUT } from './photos.ts'

test('without WebGPU it runs on WASM and says why', async ({ page }) => {
  await open(page, '')
  await drop(page, [ASTRONAUT])
  await settled(page, 1)
  await expect(page.getByRole('contentinfo')).toContainText('Running on WASM; this browser offers no WebGPU.')
})

test('no request leaves the origin', async ({ page, context, baseURL }) => {
  const asked: string[] = []
  context.on('request', (request) => asked.push(request.url()))
  await open(page, '')
  await drop(page, [ASTRONAUT])
  await settled(page, 1)
  const outside = asked.filter((url) => !url.startsWith(baseURL!) && !/^(blob|data):/.test(url))
  expect(asked.length).toBeGreaterThan(5)
  expect(outside).toEqual([])
})

test.describe('with a WebGPU adapter', () => {
  test.use({
    launchOptions: {
      executablePath: process.env[BROWSER_VARIABLE] ?? '',
      args: [...CHROMIUM_ARGS, '--enable-unsafe-webgpu'],
    },
  })

  test('WebGPU and WASM agree', async ({ page }) => {
    const scores: Record<string, number>[] = []
    for (const backend of ['wasm', 'webgpu']) {
      await open(page, `?backend=${backend}`)
      await drop(page, [ASTRONAUT])
      // A face takes SwiftShader some seconds: the reference crop is enough.
      await expect(page.getByRole('img', { name: /^Score \d+ of 100/ }).first()).toBeVisible({ timeout: 90_000 })
      const record = await exportRecord(page)
      expect(record.backend).toBe(backend)
      const face = faceOf(record, 'astronaut.jpg')
      scores.push(Object.fromEntries(Object.entries(face.scores).map(([id, { raw }]) => [id, raw])))
    }
    for (const id of Object.keys(scores[0]!)) expect(Math.abs(scores[0]![id]! - scores[1]![id]!)).toBeLessThan(1e-3)
  })
})

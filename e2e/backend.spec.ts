import { expect, test } from '@playwright/test'
import { drop, open, settled } from './app.ts'
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

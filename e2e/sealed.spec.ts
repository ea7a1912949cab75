import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { preview } from 'vite'
import { drop, open, settled } from './app.ts'
import { ASTRONAUT } from './photos.ts'

/** A server that anybody may send to, and that tells what came. */
async function listen() {
  const arrived: string[] = []
  const server = createServer((request, response) => {
    arrived.push(`${request.method} ${request.url}`)
    response.setHeader('Access-Control-Allow-Origin', '*').end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { arrived, url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

test('a worker can send nothing anywhere, also where the host sends no policy', async ({ page }) => {
  const outside = await listen()
  const bare = await preview({ configFile: false, preview: { port: 4183 }, logLevel: 'silent' })
  try {
    await open(page, `${bare.resolvedUrls!.local[0]}?backend=wasm`)
    await drop(page, [ASTRONAUT])
    await settled(page, 1)
    expect(page.workers().length).toBeGreaterThan(0)
    for (const worker of page.workers()) {
      const outcomes = await worker.evaluate(async (url) => {
        const post = await fetch(url, { method: 'POST', mode: 'no-cors', body: 'pixels' }).then(
          () => 'sent',
          () => 'refused',
        )
        const socket = await new Promise((resolve) => {
          const opened = new WebSocket(url.replace('http', 'ws'))
          opened.onopen = () => resolve('sent')
          opened.onerror = () => resolve('refused')
        })
        return [post, socket]
      }, outside.url)
      expect(outcomes).toEqual(['refused', 'refused'])
    }
    expect(outside.arrived).toEqual([])
  } finally {
    await bare.close()
    outside.close()
  }
})

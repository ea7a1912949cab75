import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { type Connect, type Plugin, preview } from 'vite'
import { drop, open, settled } from './app.ts'
import { ASTRONAUT } from './photos.ts'

test.use({ serviceWorkers: 'allow' })

/** The build on a host that sends no headers of its own. */
async function serveBare(port: number, extra: Connect.NextHandleFunction = (_request, _response, next) => next()) {
  const before: Plugin = {
    name: 'extra',
    configurePreviewServer: ({ middlewares }) => void middlewares.use(extra),
  }
  const server = await preview({ configFile: false, plugins: [before], preview: { port }, logLevel: 'silent' })
  return { url: `${server.resolvedUrls!.local[0]}?backend=wasm`, close: () => server.close() }
}

/** Opens the app and waits until the browser keeps it whole. */
async function openAndKeep(page: Page, url: string): Promise<void> {
  await open(page, url)
  await expect(page.getByRole('contentinfo')).toContainText('ready')
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
}

test('a host without headers is cross-origin isolated from the second visit on', async ({ page }) => {
  const bare = await serveBare(4184)
  try {
    await openAndKeep(page, bare.url)
    await page.reload()
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
    await drop(page, [ASTRONAUT])
    await settled(page, 1)
  } finally {
    await bare.close()
  }
})

test('without a network the app loads, scores, and opens what was never opened before', async ({ page, context }) => {
  test.slow()
  const bare = await serveBare(4185)
  try {
    await openAndKeep(page, bare.url)
    await context.setOffline(true)
    await page.reload()
    await drop(page, [ASTRONAUT])
    await settled(page, 1)
    await page.keyboard.press('2')
    await expect(page.getByRole('list', { name: 'Alignment procedures' })).toBeVisible()
    await page.keyboard.press('4')
    await expect(page.getByRole('region', { name: 'Stability' })).toBeVisible()
    await page.keyboard.press('3')
    await expect(page.getByRole('button', { name: 'Start camera' })).toBeVisible()
    await page.keyboard.press('1')
    await drop(page, ['public/samples/tilted.jpg'])
    await settled(page, 2)
  } finally {
    await bare.close()
  }
})

test('an update is offered, and taken only when a person says so', async ({ page }) => {
  let version = 1
  const bare = await serveBare(4186, (request, response, next) => {
    if (version === 1 || !request.url?.includes('service-worker.js')) return next()
    response.setHeader('Content-Type', 'text/javascript')
    response.end(`${readFileSync('dist/service-worker.js', 'utf8')}\n// ${version}`)
  })
  try {
    await openAndKeep(page, bare.url)
    await page.reload()
    await page.evaluate(() => Object.assign(window, { isOldPage: true }))
    version = 2
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
    const offer = page.getByRole('status').filter({ hasText: 'A new version of Plumb is there.' })
    await expect(offer).toBeVisible()
    expect(await page.evaluate(() => 'isOldPage' in window)).toBe(true)
    await offer.getByRole('button', { name: 'Load it' }).click()
    await page.waitForFunction(() => !('isOldPage' in window))
    await expect(page).toHaveTitle(/ · Plumb$/)
    await expect(offer).toHaveCount(0)
  } finally {
    await bare.close()
  }
})

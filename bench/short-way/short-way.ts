import { dirname, join, resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { createServer } from 'vite'
import { CHROMIUM_ARGS, ensureBrowser } from '../../scripts/browser.ts'
import { messageOf } from '../cli/arguments.ts'
import { findPhotos } from '../score/inputs/find-photos.ts'
import { figuresOf, type MeasuredPhoto } from './measured.ts'

const root = join(import.meta.dirname, '../..')

/**
 * Measures the short way to a crop, detector, locator, crop, beside the long one, which asks the landmarker: on WASM with
 * one thread, in Chromium, from the sources.
 * @param inputs   photos, or folders of them
 * @param locator  an ONNX file; null for the released one
 * @throws Error where there is no picture, or no locator
 */
export async function benchShortWay(inputs: readonly string[], locator: string | null): Promise<object> {
  const photos = findPhotos(inputs)
  if (photos.length === 0) throw new Error('There is no picture in these folders.')
  const server = await createServer({
    configFile: false,
    root,
    logLevel: 'error',
    worker: { format: 'es' },
    // Nothing is bundled ahead: that would reload the page in the middle of a run.
    optimizeDeps: { noDiscovery: true },
    server: {
      port: 0,
      hmr: false,
      watch: null,
      fs: {
        allow: [root, ...photos.map(({ path }) => dirname(path)), ...(locator ? [dirname(resolve(locator))] : [])],
      },
    },
  })
  await server.listen()
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...CHROMIUM_ARGS],
  })
  try {
    const page = await browser.newPage()
    const base = server.resolvedUrls!.local[0]!
    await page.goto(`${base}bench/short-way/page.html`)
    await page.waitForFunction(() => 'ways' in globalThis)
    await page.evaluate(([models, file]) => globalThis.ways.start(models, file), [
      `${base}models`,
      locator && urlOf(locator),
    ] as const)
    const measured: MeasuredPhoto[] = []
    // The first time everything is compiled and warmed up.
    for (const [index, { path, name }] of [photos[0]!, ...photos].entries()) {
      if (index > 0) process.stderr.write(`${index}/${photos.length} ${name}\n`)
      const photo = await page
        .evaluate((url) => globalThis.ways.measure(url), urlOf(path))
        .catch((thrown: unknown) => void process.stderr.write(`  ${messageOf(thrown)}\n`))
      if (index > 0 && photo) measured.push(photo)
    }
    return figuresOf(measured)
  } finally {
    await browser.close()
    await server.close()
  }
}

const urlOf = (path: string) => `/@fs/${resolve(path).split('/').filter(Boolean).map(encodeURIComponent).join('/')}`

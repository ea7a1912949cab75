import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { createServer } from 'vite'
import { CHROMIUM_ARGS, ensureBrowser } from '../scripts/browser.ts'

/** The project's folder, which the page's server serves. */
export const root = join(import.meta.dirname, '..')

/**
 * Opens a page of the sources in Chromium, and closes both once `use` is done.
 * @param path   of the page, from the project's folder
 * @param allow  folders beside the project's whose files it may fetch
 * @param use    gets the page, and the server's address, which ends in a slash
 */
export async function withSourcePage<T>(
  path: string,
  allow: readonly string[],
  use: (page: Page, base: string) => Promise<T>,
): Promise<T> {
  const server = await createServer({
    configFile: false,
    root,
    logLevel: 'error',
    worker: { format: 'es' },
    // Nothing is bundled ahead: that would reload the page in the middle of a run.
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, hmr: false, watch: null, fs: { allow: [root, ...allow] } },
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
    await page.goto(base + path)
    return await use(page, base)
  } finally {
    await browser.close()
    await server.close()
  }
}

import { chromium, type Page } from '@playwright/test'
import type { ProtocolId } from '#domain/alignment/protocols.ts'
import { PlumbError } from '#domain/errors.ts'
import type { FindResult, Headless, HeadlessOptions, PhotoResult } from '#headless.ts'
import { CHROMIUM_ARGS, ensureBrowser } from '../../../scripts/browser.ts'
import type { OpenPhoto } from '../inputs/photo.ts'
import type { PageServer } from './page-server.ts'

/** The app's engine in a Chromium without a window, which starts when it is first asked. One question at a time. */
export interface HeadlessBrowser {
  /**
   * What runs now.
   * @throws BrowserStartError
   */
  info(): Promise<ReturnType<Headless['info']>>
  /** @throws BrowserStartError; any other error where the browser died, and the next call has a new one */
  score(name: string, photo: OpenPhoto, protocol: ProtocolId, mends: boolean): Promise<PhotoResult>
  /**
   * Finds the faces on a photo, without scoring them.
   * @throws as `score` does
   */
  find(photo: OpenPhoto): Promise<FindResult>
  /** Ends it, and what it was asked. */
  close(): Promise<void>
}

/** Chromium, or the engine in it, does not start: no photo's fault. */
export class BrowserStartError extends PlumbError {
  override readonly name = 'BrowserStartError'
  readonly code = 'browser-start'
  readonly remedy = 'Install Chromium, or name one in PLUMB_BROWSER.'
  constructor(cause: unknown) {
    super(`The browser did not start: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

interface Opened {
  readonly page: Page
  readonly close: () => Promise<void>
}

export function headlessBrowser(server: PageServer, options: HeadlessOptions): HeadlessBrowser {
  let opening: Promise<Opened> | null = null

  async function open(): Promise<Opened> {
    const browser = await chromium.launch({
      executablePath: ensureBrowser(),
      chromiumSandbox: process.getuid?.() !== 0,
      args: [...CHROMIUM_ARGS, ...(options.backend === 'webgpu' ? ['--enable-unsafe-webgpu'] : [])],
      // The command itself listens, to leave its files in order.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    try {
      const page = await browser.newPage()
      await page.goto(new URL('headless.html', server.url).href)
      await page.evaluate((choice) => window.plumb.start(choice), options)
      return { page, close: () => browser.close() }
    } catch (thrown) {
      await browser.close()
      throw thrown
    }
  }

  async function close() {
    const last = opening
    opening = null
    // One that died, or never started, is gone already.
    await last?.then((opened) => opened.close()).catch(() => {})
  }

  /** What fails in the page may have taken the whole browser with it. */
  async function ask<T>(question: (page: Page) => Promise<T>): Promise<T> {
    opening ??= open().catch((thrown: unknown) => {
      throw new BrowserStartError(thrown)
    })
    try {
      return await question((await opening).page)
    } catch (thrown) {
      await close()
      throw thrown
    }
  }

  return {
    info: () => ask((page) => page.evaluate(() => window.plumb.info())),
    score: (name, photo, protocol, mends) =>
      ask((page) =>
        server.lend(photo, (address) =>
          page.evaluate((asked) => window.plumb.score(...asked), [name, address, protocol, mends] as const),
        ),
      ),
    find: (photo) =>
      ask((page) => server.lend(photo, (address) => page.evaluate((asked) => window.plumb.find(asked), address))),
    close,
  }
}

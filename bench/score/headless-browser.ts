import { createReadStream } from 'node:fs'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { FindResult, Headless, HeadlessOptions, PhotoResult } from '#headless.ts'
import { CHROMIUM_ARGS, ensureBrowser } from '../../scripts/browser.ts'
import { serve } from '../../scripts/serve.ts'
import type { PhotoFile } from './photos.ts'

/** The app's engine in a Chromium without a window. */
export interface HeadlessBrowser {
  /** What runs now. */
  info(): Promise<ReturnType<Headless['info']>>
  /**
   * Scores the photo of that index; its bytes go from the disk to the page, and stay nowhere.
   * @param mends  whether to cut each face again as the student finds its reference crop to be cut properly
   * @throws Error where the page died; the next call has a new one
   */
  score(index: number, mends?: boolean): Promise<PhotoResult>
  /**
   * Finds the faces on the photo of that index, without scoring them.
   * @throws Error where the page died; the next call has a new one
   */
  find(index: number): Promise<FindResult>
  close(): Promise<void>
}

const photoPath = '/photo/'

/** Builds the app where that is needed, serves it with the photos, and loads the models. */
export async function startHeadless(photos: readonly PhotoFile[], options: HeadlessOptions): Promise<HeadlessBrowser> {
  const executablePath = ensureBrowser()
  const server = await serve({
    extra: (request, response, next) => {
      const photo = request.url?.startsWith(photoPath) && photos[Number(request.url.slice(photoPath.length))]
      if (!photo) return next()
      createReadStream(photo.path)
        .on('error', () => response.writeHead(404).end())
        .pipe(response)
    },
  })
  let browser: Browser | undefined
  let page: Page | null = null

  async function open(): Promise<Page> {
    browser ??= await chromium.launch({
      executablePath,
      chromiumSandbox: process.getuid?.() !== 0,
      args: [...CHROMIUM_ARGS, ...(options.backend === 'webgpu' ? ['--enable-unsafe-webgpu'] : [])],
    })
    const opened = await browser.newPage()
    await opened.goto(new URL('headless.html', server.url).href)
    await opened.evaluate((choice) => window.plumb.start(choice), options)
    return opened
  }

  async function close() {
    await browser?.close()
    await server.close()
  }

  try {
    page = await open()
  } catch (thrown) {
    await close()
    throw thrown
  }

  /** Asks the page something about a photo. What fails there may have taken the page with it. */
  async function ask<T>(question: (page: Page) => Promise<T>): Promise<T> {
    page ??= await open()
    try {
      return await question(page)
    } catch (thrown) {
      await page.close()
      page = null
      throw thrown
    }
  }

  return {
    async info() {
      page ??= await open()
      return page.evaluate(() => window.plumb.info())
    },
    score: (index, mends = false) =>
      ask((asked) =>
        asked.evaluate(([name, address, mends]) => window.plumb.score(name, address, mends), [
          photos[index]!.name,
          photoPath + index,
          mends,
        ] as const),
      ),
    find: (index) => ask((asked) => asked.evaluate((address) => window.plumb.find(address), photoPath + index)),
    close,
  }
}

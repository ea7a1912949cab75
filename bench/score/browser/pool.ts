import type { ProtocolId } from '#domain/alignment/protocols.ts'
import type { Headless, HeadlessOptions, PhotoResult } from '#headless.ts'
import type { OpenPhoto } from '../inputs/photo.ts'
import { browserDied, hasCrashed } from '../photo-line.ts'
import { BrowserStartError, headlessBrowser } from './headless-browser.ts'
import { servePages } from './page-server.ts'

/** Several browsers that share the work. Each is a process of its own, so that what kills one leaves the others alone. */
export interface Pool {
  info(): Promise<ReturnType<Headless['info']>>
  /**
   * Scores a photo as soon as a browser is free. One that dies is started again and the photo tried once more; where it
   * dies again, the photo fails.
   * @param mends  whether its mended crops are wanted
   * @throws BrowserStartError where none starts; Error where the pool was closed meanwhile
   */
  score(name: string, photo: OpenPhoto, protocol: ProtocolId, mends: boolean): Promise<PhotoResult>
  /** Ends the browsers, and what they were asked. */
  close(): Promise<void>
}

/**
 * @param jobs  how many browsers
 * @throws BrowserStartError where the first does not start
 */
export async function startPool(jobs: number, options: HeadlessOptions): Promise<Pool> {
  const server = await servePages()
  const browsers = Array.from({ length: jobs }, () => headlessBrowser(server, options))
  let isClosed = false

  const close = async () => {
    isClosed = true
    await Promise.all(browsers.map((browser) => browser.close()))
    server.close()
  }
  try {
    // The others start with their first photos.
    await browsers[0]!.info()
  } catch (thrown) {
    await close()
    throw thrown
  }

  const sharing = share(browsers)
  return {
    info: () => browsers[0]!.info(),
    score: (name, photo, protocol, mends) =>
      sharing(async (browser) => {
        if (isClosed) throw new Error('The browsers were closed.')
        try {
          const result = await browser.score(name, photo, protocol, mends)
          if (!hasCrashed(result)) return result
          await browser.close()
        } catch (thrown) {
          if (isClosed || thrown instanceof BrowserStartError) throw thrown
        }
        return browser.score(name, photo, protocol, mends).catch((thrown: unknown): PhotoResult => {
          if (isClosed || thrown instanceof BrowserStartError) throw thrown
          const message = 'The browser died on it, twice.'
          return { backend: null, faces: [], crops: [], failed: [{ file: name, code: browserDied, message }] }
        })
      }),
    close,
  }
}

/** Hands each job a resource of its own, the longest waiting job first. */
export function share<Resource>(resources: readonly Resource[]) {
  const idle = [...resources]
  const waiting: ((resource: Resource) => void)[] = []
  return async <T>(job: (resource: Resource) => Promise<T>): Promise<T> => {
    const resource = idle.shift() ?? (await new Promise<Resource>((resolve) => waiting.push(resolve)))
    try {
      return await job(resource)
    } finally {
      const next = waiting.shift()
      if (next) next(resource)
      else idle.unshift(resource)
    }
  }
}

import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'
import { builtPages } from '../../../scripts/built-pages.ts'
import type { OpenPhoto } from '../inputs/photo.ts'

/** Serves the production build to headless pages, and each the photo that it works on. */
export interface PageServer {
  /** Ends in a slash. */
  readonly url: string
  /**
   * Lets pages read a photo while `use` runs; its bytes go from where they are to the page, and stay nowhere.
   * @param use  gets the photo's address, which nobody can guess
   */
  lend<T>(photo: OpenPhoto, use: (address: string) => Promise<T>): Promise<T>
  close(): void
}

/** Builds the app where that is needed, and serves it on this machine alone. */
export async function servePages(): Promise<PageServer> {
  const lent = new Map<string, OpenPhoto>()
  const pages = await builtPages()
  const server = createServer((request, response) => {
    const photo = lent.get(request.url ?? '')
    if (!photo) return pages(request, response, () => void response.writeHead(404).end())
    response.setHeader('Cache-Control', 'no-store')
    // A file that goes away meanwhile ends the answer early, and the page says so.
    pipeline(photo.stream(), response, () => {})
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    async lend(photo, use) {
      const address = `/photo/${randomUUID()}`
      lent.set(address, photo)
      try {
        return await use(address)
      } finally {
        lent.delete(address)
      }
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

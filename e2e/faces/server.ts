import { join } from 'node:path'
import { createServer } from 'vite'

const root = join(import.meta.dirname, '../..')

/** Data that no repository may hold; tests that use it skip where it is absent. */
export const sharedFolder = join(root, '../shared')

export const sharedUrl = (path: string) => join('/@fs/', sharedFolder, path)

/** Serves a page that holds a part of the app alone, such as the face finder, so that the app itself needs no doors for tests. */
export async function servePage(page: string) {
  const server = await createServer({
    configFile: false,
    root,
    logLevel: 'error',
    worker: { format: 'es' },
    // Nothing is bundled ahead: that would reload the page in the middle of a test.
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, hmr: false, watch: null, fs: { allow: [root, sharedFolder] } },
  })
  await server.listen()
  return { url: `${server.resolvedUrls!.local[0]}${page}`, close: () => server.close() }
}

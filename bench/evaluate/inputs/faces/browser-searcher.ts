import type { Face } from '#domain/alignment/face.ts'
import { headlessBrowser } from '../../../score/browser/headless-browser.ts'
import { servePages } from '../../../score/browser/page-server.ts'
import { filePhoto } from '../../../score/inputs/photo.ts'
import type { Searcher } from './find-faces.ts'

/** Searches pictures with the app's own engine, in a headless Chromium. */
export async function startBrowserSearcher(): Promise<Searcher> {
  const server = await servePages()
  const browser = headlessBrowser(server, { backend: 'wasm', student: null })
  return {
    async search(path) {
      const { faces, failure } = await browser.find(await filePhoto({ path, name: path }).open())
      return {
        faces: faces.map((face): Face => ({ ...face, mesh: face.mesh && Float32Array.from(face.mesh) })),
        failure,
      }
    },
    async close() {
      await browser.close()
      server.close()
    },
  }
}

import type { Face } from '#domain/alignment/face.ts'
import { startHeadless } from '../../../score/headless-browser.ts'
import type { Searcher } from './find-faces.ts'

/** Searches pictures with the app's own engine, in a headless Chromium. */
export async function startBrowserSearcher(paths: readonly string[]): Promise<Searcher> {
  const browser = await startHeadless(
    paths.map((path) => ({ path, name: path })),
    { backend: 'wasm', student: null },
  )
  const places = new Map(paths.map((path, place) => [path, place]))
  return {
    async search(path) {
      const { faces, failure } = await browser.find(places.get(path)!)
      return {
        faces: faces.map((face): Face => ({ ...face, mesh: face.mesh && Float32Array.from(face.mesh) })),
        failure,
      }
    },
    close: browser.close,
  }
}

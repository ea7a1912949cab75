import { wrap } from 'comlink'
import type { FacesApi } from './worker.ts'

declare global {
  var faces: ReturnType<typeof wrap<FacesApi>>
}

globalThis.faces = wrap<FacesApi>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))

import { wrap } from 'comlink'
import type { DecodeApi } from './worker.ts'

declare global {
  var pictures: ReturnType<typeof wrap<DecodeApi>>
}

globalThis.pictures = wrap<DecodeApi>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))

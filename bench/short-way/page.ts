import { wrap } from 'comlink'
import type { WaysApi } from './worker.ts'

declare global {
  var ways: ReturnType<typeof wrap<WaysApi>>
}

globalThis.ways = wrap<WaysApi>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))

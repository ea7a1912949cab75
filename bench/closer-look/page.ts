import { wrap } from 'comlink'
import type { LookApi } from './worker.ts'

declare global {
  var looks: ReturnType<typeof wrap<LookApi>>
}

globalThis.looks = wrap<LookApi>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))

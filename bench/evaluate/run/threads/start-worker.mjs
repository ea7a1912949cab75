// What runs TypeScript in one thread does not reach into others, before Node 22.
import { register } from 'tsx/esm/api'

register()
await import('./worker.ts')

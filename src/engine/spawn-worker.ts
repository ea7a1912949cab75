import { bootstrap } from './worker/bootstrap.ts'

/**
 * Starts a module worker that has the page's content security policy. One that is started from its own address has the
 * policy of that answer instead, and a bare static host sends none.
 * @param address  of the worker's script, absolute or as Vite gives it
 */
export const spawnWorker = (address: string, name: string): Worker =>
  new Worker(bootstrap(new URL(address, document.baseURI)), { type: 'module', name })

import { cleanupOutdatedCaches, matchPrecache, type PrecacheEntry, precache } from 'workbox-precaching'
import { headers } from './headers.ts'

/** What of a service worker's scope is used here; TypeScript has it only in place of a page's. */
interface Scope {
  readonly location: Location
  readonly clients: { claim(): Promise<void> }
  /** Filled in by the build: every file of the app, with its revision. */
  readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[]
  skipWaiting(): Promise<void>
  addEventListener(type: 'activate', heard: (event: Lasting) => void): void
  addEventListener(type: 'fetch', heard: (event: Fetching) => void): void
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void
}

interface Lasting {
  waitUntil(work: Promise<unknown>): void
}

interface Fetching extends Lasting {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

declare const self: Scope

// The app whole: pages, code, fonts, models, samples, and the WebAssembly of MediaPipe and onnxruntime.
precache([...self.__WB_MANIFEST])
cleanupOutdatedCaches()

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', ({ data }) => {
  // Sent by a page whose person asked for the new version; until then the old one runs on.
  if (data === 'take-over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method === 'GET' && new URL(request.url).origin === self.location.origin)
    event.respondWith(answer(request))
})

async function answer(request: Request): Promise<Response> {
  // `reload` is how the app asks for a file again whose hash was wrong.
  const kept = request.cache === 'reload' ? undefined : await matchPrecache(addressOf(request.url))
  return asFromGoodHost(kept ?? (await fetch(request)))
}

/** As the list of kept files has it: a page has settings in its address, and a folder is its index. */
function addressOf(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}${pathname.endsWith('/') ? 'index.html' : ''}`
}

/** The answer with the headers that a bare static host does not send: they give the page its threads. */
function asFromGoodHost(response: Response): Response {
  if (response.type === 'opaqueredirect' || response.type === 'error') return response
  const all = new Headers(response.headers)
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  const { status, statusText } = response
  return new Response(response.body, { status, statusText, headers: all })
}

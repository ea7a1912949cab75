import { type Connect, type Plugin, preview } from 'vite'
import { headers, notIsolated } from '#app/headers.ts'
import { ensureBuilt } from './build.ts'

export interface ServeOptions {
  /** Default 4173; a taken one moves on to the next free one unless `strictPort`. */
  readonly port?: number
  readonly strictPort?: boolean
  /** Default true: cross-origin isolated, and so with threads. */
  readonly isIsolated?: boolean
  /** Answers before the static files do. */
  readonly extra?: Connect.NextHandleFunction
}

export interface Served {
  /** Ends in a slash. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** Serves the production build, built first where it is missing or stale. */
export async function serve({
  port = 4173,
  strictPort = false,
  isIsolated = true,
  extra,
}: ServeOptions = {}): Promise<Served> {
  await ensureBuilt()
  const before: Plugin = {
    name: 'plumb-extra',
    configurePreviewServer: (server) => {
      if (extra) server.middlewares.use(extra)
    },
  }
  const server = await preview({
    plugins: [before],
    preview: { port, strictPort, ...(!isIsolated && { headers: { ...headers, ...notIsolated } }) },
    logLevel: 'warn',
  })
  const url = server.resolvedUrls?.local[0]
  if (!url) throw new Error('The server has no local address.')
  return { url, close: () => server.close() }
}

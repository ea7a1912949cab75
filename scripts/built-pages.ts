import sirv, { type RequestHandler } from 'sirv'
import { headers } from '../src/app/headers.ts'
import { ensureBuilt } from './build.ts'

/**
 * Answers with the production build, built first where it is missing or stale. Vite's own server would end the whole
 * process on SIGTERM and at the end of stdin, both of which a command line needs for itself.
 */
export async function builtPages(): Promise<RequestHandler> {
  await ensureBuilt()
  return sirv('dist', {
    etag: true,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    },
  })
}

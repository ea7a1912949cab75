import { isBackendChoice } from '#domain/quality/record.ts'
import type { StartOptions } from '#engine/protocol.ts'

/**
 * What a page's address asks of the engine: `?backend=wasm` or `?backend=webgpu` forces one, `?model=plumb-s` has another
 * student score.
 * @param search  the address's query
 */
export function askedOf(search: string): Pick<StartOptions, 'backend' | 'student'> {
  const query = new URLSearchParams(search)
  const backend = query.get('backend') ?? 'auto'
  return {
    backend: isBackendChoice(backend) ? backend : 'auto',
    student: query.get('model'),
  }
}

/**
 * The address of this page with another student, and with nothing of what it shows now.
 * @param student  null for the usual one
 */
export function addressWith(student: string | null, now: string): string {
  const address = new URL(now)
  address.hash = ''
  if (student === null) address.searchParams.delete('model')
  else address.searchParams.set('model', student)
  return address.href
}

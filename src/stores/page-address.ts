import type { StartOptions } from '#engine/protocol.ts'

const backends: readonly string[] = ['auto', 'webgpu', 'wasm'] satisfies StartOptions['backend'][]

/**
 * What a page's address asks of the engine: `?backend=wasm` or `?backend=webgpu` forces one, `?model=plumb-s` has another
 * student score.
 * @param search  the address's query
 */
export function askedOf(search: string): Pick<StartOptions, 'backend' | 'student'> {
  const query = new URLSearchParams(search)
  const backend = query.get('backend')
  return {
    backend: backend !== null && backends.includes(backend) ? (backend as StartOptions['backend']) : 'auto',
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

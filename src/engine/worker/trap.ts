/**
 * Whether WebAssembly trapped or aborted, in this error or in what caused it: its memory is then in no state to go on,
 * and only a new worker has a new one.
 */
export function isTrap(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause)
    if (error.name === 'RuntimeError' || /\bAborted\(/.test(error.message)) return true
  return false
}

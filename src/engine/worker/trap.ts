import { FaceFinderStartError } from '#inference/faces/errors.ts'

/**
 * Whether WebAssembly trapped, in this error or in what caused it: its memory is then in no state to go on, and only a
 * new worker has a new one. Words prove nothing: whoever cannot fetch a file of WebAssembly says "Aborted" too. Nor does
 * a task of MediaPipe that did not start, as without a network: it has a memory of its own, which nobody uses yet.
 */
export function isTrap(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof FaceFinderStartError) return false
    if (error instanceof WebAssembly.RuntimeError) return true
  }
  return false
}

import { expect, it } from 'vitest'
import { FaceFinderStartError, FaceTaskError } from '#inference/faces/errors.ts'
import { isTrap } from './trap.ts'

it('knows when WebAssembly is broken for good', () => {
  expect(isTrap(new WebAssembly.RuntimeError('memory access out of bounds'))).toBe(true)
  expect(isTrap(new FaceTaskError(new WebAssembly.RuntimeError('unreachable')))).toBe(true)
})

it('lets every other error pass', () => {
  for (const thrown of [new RangeError('too far'), new FaceTaskError(new Error('lost')), 'Aborted(OOM)', null])
    expect(isTrap(thrown)).toBe(false)
})

it('takes WebAssembly that could not be fetched for no trap, whatever is said of it', () => {
  const words = 'Aborted(both async and sync fetching of the wasm failed)'
  // As onnxruntime-web says it, and as MediaPipe does.
  expect(isTrap(new Error(`no available backend found. ERR: [wasm] RuntimeError: ${words}`))).toBe(false)
  expect(isTrap(new FaceFinderStartError(new WebAssembly.RuntimeError(words)))).toBe(false)
})

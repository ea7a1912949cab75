import { expect, it } from 'vitest'
import { FaceTaskError } from '#inference/faces/errors.ts'
import { isTrap } from './trap.ts'

it('knows when WebAssembly is broken for good', () => {
  expect(isTrap(new WebAssembly.RuntimeError('memory access out of bounds'))).toBe(true)
  expect(isTrap(new Error('Aborted(OOM)'))).toBe(true)
  expect(isTrap(new FaceTaskError(new WebAssembly.RuntimeError('unreachable')))).toBe(true)
})

it('lets every other error pass', () => {
  for (const thrown of [new RangeError('too far'), new FaceTaskError(new Error('lost')), 'Aborted(OOM)', null])
    expect(isTrap(thrown)).toBe(false)
})

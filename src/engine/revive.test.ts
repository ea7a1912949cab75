import { expect, it } from 'vitest'
import { PlumbError } from '#domain/errors.ts'
import type { ThrownData } from './protocol.ts'
import { isFatal, revive } from './revive.ts'

const thrown = (data: Partial<ThrownData>): ThrownData => ({
  thrown: 'unknown',
  name: 'Error',
  code: '',
  message: 'what happened',
  remedy: '',
  stage: null,
  isFatal: false,
  ...data,
})

it('gives an error its name, code and words back, and adds what the engine was doing', () => {
  const data = { name: 'DamagedFileError', code: 'damaged-file', message: 'Damaged.', remedy: 'Export it again.' }
  const error = revive(thrown({ thrown: 'plumb', stage: 'decode', ...data }))
  expect(error).toBeInstanceOf(PlumbError)
  expect(error).toMatchObject({ ...data, remedy: 'Export it again. It failed while decoding the photo.' })
})

it('leaves the words of an error that tells of loading itself', () => {
  const error = revive(thrown({ thrown: 'plumb', stage: 'load', remedy: 'Check the connection.' }))
  expect(error).toMatchObject({ remedy: 'Check the connection.' })
})

it('keeps an abort an abort', () => {
  expect(revive(thrown({ thrown: 'abort' })).name).toBe('AbortError')
})

it('says what the engine was doing when something unknown failed', () => {
  const error = revive(thrown({ stage: 'landmark' }))
  expect(error).toMatchObject({
    code: 'unexpected',
    message: 'Something failed while finding the landmarks: what happened',
  })
})

it('passes on what is an error already', () => {
  const error = new TypeError('no')
  expect(revive(error)).toBe(error)
})

it('knows which errors the worker does not survive', () => {
  expect(isFatal(thrown({ isFatal: true }))).toBe(true)
  expect(isFatal(thrown({}))).toBe(false)
  expect(isFatal(new Error('no'))).toBe(false)
})

// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { showExamples } from './examples.ts'
import { guardLeaving, markSaved } from './leaving.ts'
import { applyEvents, hide, usePhotos } from './photos.ts'

guardLeaving()

/** Whether the browser would ask before it leaves. */
function isAsked(): boolean {
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  return event.defaultPrevented
}

beforeEach(() => showExamples([{ id: 'p', name: 'a.jpg', faces: [{ student: 50, baseline: 50, spread: 3 }] }]))

it('leaving is free while the list is empty', () => {
  showExamples([])
  expect(isAsked()).toBe(false)
})

it('leaving asks while work runs', () => {
  showExamples([])
  applyEvents([{ kind: 'pending', photos: 1, faces: 0 }])
  expect(isAsked()).toBe(true)
  applyEvents([{ kind: 'pending', photos: 0, faces: 0 }])
  expect(isAsked()).toBe(false)
})

it('leaving asks while results are in no file, and again when there are others', () => {
  expect(isAsked()).toBe(true)
  markSaved(usePhotos.getState())()
  expect(isAsked()).toBe(false)
  applyEvents([{ kind: 'failed', photoId: 'p', face: 0, error: new Error('x') }])
  expect(isAsked()).toBe(true)
})

it('leaving is free once every photo was taken off the list', () => {
  hide({ photoId: 'p', faceId: null })
  expect(isAsked()).toBe(false)
})

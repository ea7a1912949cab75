// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '#engine/engine.ts'
import type { FoundPhoto } from '#engine/protocol.ts'
import { createScoringQueue, type ScoringEvent } from '#engine/scoring-queue.ts'
import { info } from './photos/examples.ts'
import { usePhotos } from './photos/photos.ts'
import { addPhotos, remove, startSession, undoRemove } from './session.ts'

/** An engine that looks for faces for ever and tells what it was asked. */
const told: string[] = []
const engine: Engine = {
  status: { state: 'ready', info },
  subscribe: () => () => undefined,
  restart: () => undefined,
  find: ({ id }, signal) =>
    new Promise<FoundPhoto>((_, reject) => {
      told.push(`find ${id}`)
      signal.addEventListener('abort', () => {
        told.push(`abort ${id}`)
        reject(signal.reason)
      })
    }),
  score: () => Promise.reject(new Error('nothing was found')),
  crops: () => Promise.reject(new Error('nothing was found')),
  inspectModel: () => Promise.reject(new Error('no model was dropped')),
  addModel: () => Promise.reject(new Error('no model was dropped')),
  removeModel: () => undefined,
  explain: () => Promise.reject(new Error('nothing to explain')),
  occlusion: () => Promise.reject(new Error('nothing to explain')),
  watch: () => Promise.reject(new Error('no camera is on')),
  stopWatching: () => undefined,
  forget: () => undefined,
  remember: () => undefined,
  dispose: () => undefined,
}

beforeEach(() => {
  usePhotos.setState(usePhotos.getInitialState(), true)
  told.length = 0
})

describe('the session', () => {
  it('gives photos of one name names of their own', () => {
    const add = (...names: string[]) => addPhotos(names.map((name) => ({ name, blob: new Blob([name]) })))
    add('image.png', 'image.png', 'a.b/face')
    add('image.png', 'image (2).png', 'a.b/face')
    expect(Object.values(usePhotos.getState().photos).map(({ name }) => name)).toEqual([
      'image.png',
      'image (2).png',
      'a.b/face',
      'image (3).png',
      'image (2) (2).png',
      'a.b/face (2)',
    ])
  })

  it('stops the work on a photo that is removed, and takes it up again with undo', async () => {
    startSession(engine, (emit) => createScoringQueue(engine, emit))
    const [id] = addPhotos([{ name: 'a.jpg', blob: new Blob(['a']) }])
    await expect.poll(() => told).toEqual([`find ${id}`])
    remove({ photoId: id!, faceId: null })
    undoRemove()
    await expect.poll(() => told).toEqual([`find ${id}`, `abort ${id}`, `find ${id}`])
  })

  it('shows the first result at once and those that follow together', async () => {
    let emit: (event: ScoringEvent) => void = () => undefined
    startSession(engine, (listener) => {
      emit = listener
      return createScoringQueue(engine, listener)
    })
    const pending = () => usePhotos.getState().pending.photos
    for (const photos of [3, 2, 1]) emit({ kind: 'pending', photos, faces: 0 })
    expect(pending()).toBe(3)
    await expect.poll(pending).toBe(1)
  })
})

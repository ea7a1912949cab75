// @vitest-environment happy-dom

import { unzipSync } from 'fflate'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { madeFrame } from '#domain/live/made-face.ts'
import { emptySession, type LiveSession, observe } from '#domain/live/session.ts'
import { usePhotos } from '../photos/photos.ts'
import { remove } from '../session.ts'
import { addToPhotos, considerShot, frameName, removeShot, useShots, zipShots } from './shots.ts'

/** The little of it that encodes a crop. */
class FakeCanvas {
  getContext = () => null
  convertToBlob = () => Promise.resolve(new Blob(['crop']))
}

const crop = { width: 112, height: 112 } as ImageBitmap
const STUDENT = 'plumb-s'
const shots = () => useShots.getState().shots

/** By one clock for all tests, as shots are spaced by it. */
let time = 0

/** A session that has just scored its face; good and steady where it did so for a while. */
function scored(score: number, frames = 1, after = 10_000): LiveSession {
  time += after
  let session = emptySession
  for (let i = 0; i < frames; i++) {
    time += 50
    session = observe(session, madeFrame(time, { x: 480, y: 360, width: 300, scores: { [STUDENT]: score } }))
  }
  return session
}

const press = async (score: number, after?: number) => {
  considerShot({
    session: scored(score, 1, after),
    student: STUDENT,
    crop,
    isAsked: true,
    encode: () => Promise.resolve(new Blob([`${score}`])),
  })
  await new Promise((resolve) => setTimeout(resolve))
}

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', FakeCanvas)
  useShots.setState(useShots.getInitialState(), true)
  usePhotos.setState(usePhotos.getInitialState(), true)
})

describe('best shots', () => {
  it('are the best of those that a person took', async () => {
    for (const score of [50, 80, 60, 70, 40, 90, 65]) await press(score)
    expect(shots().map(({ score }) => score)).toEqual([90, 80, 70, 65, 60, 50])
    expect(await shots()[0]!.picture.text()).toBe('90')
  })

  it('say why one was not kept', async () => {
    for (const score of [50, 51, 52, 53, 54, 55, 30]) await press(score)
    expect(useShots.getState().refusal).toBe('Not kept: 30 is below those that are.')
    await press(54, 20_000)
    await press(53, 500)
    expect(useShots.getState().refusal).toBe('Not kept: a better one is less than 1 s away.')
    await press(60)
    expect(useShots.getState().refusal).toBe('')
  })

  it('are taken by themselves when good and steady, and not before', async () => {
    const encode = vi.fn(() => Promise.resolve(new Blob(['frame'])))
    considerShot({ session: scored(70), student: STUDENT, crop, isAsked: false, encode })
    expect(encode).not.toHaveBeenCalled()
    considerShot({ session: scored(70, 60), student: STUDENT, crop, isAsked: false, encode })
    await expect.poll(() => shots().map(({ score }) => score)).toEqual([70])
  })

  it('become photos under the time they were taken at', async () => {
    await press(70)
    const id = addToPhotos(shots()[0]!)
    const { name, blob } = usePhotos.getState().photos[id]!
    expect(name).toMatch(/^Live \d\d-\d\d-\d\d( \(\d+\))?\.png$/)
    expect(await blob.text()).toBe('70')
    expect(addToPhotos(shots()[0]!)).toBe(id)
    remove({ photoId: id, faceId: null })
    expect(addToPhotos(shots()[0]!)).not.toBe(id)
  })

  it('have two names where one second brought two', async () => {
    vi.useFakeTimers({ now: new Date(2026, 0, 2, 3, 4, 5), toFake: ['Date'] })
    await press(70)
    await press(70)
    vi.useRealTimers()
    expect(
      shots()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Live 03-04-05 (2).png', 'Live 03-04-05.png'])
  })

  it('know which of several faces they are about', async () => {
    time += 10_000
    const [left, right] = [200, 760].map((x) => ({ x, y: 360, width: x, scores: { [STUDENT]: 70 } }))
    const session = observe(emptySession, madeFrame(time, right!, left!))
    const encode = () => Promise.resolve(new Blob(['frame']))
    considerShot({ session, student: STUDENT, crop, isAsked: true, encode })
    await expect.poll(() => shots().map(({ place }) => place)).toEqual([1])
  })

  it('can be taken away', async () => {
    await press(70)
    removeShot(shots()[0]!.id)
    expect(shots()).toEqual([])
  })

  it('leave as one file', async () => {
    await press(70)
    await press(80)
    const [best, second] = shots()
    const zip = unzipSync(
      new Uint8Array(await (await zipShots([best!, { ...second!, name: 'Live 00-00-00.png' }])).arrayBuffer()),
    )
    expect(Object.entries(zip).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual([
      [`80 ${best!.name}`, '80'],
      ['70 Live 00-00-00.png', '70'],
    ])
  })
})

it('names a frame by the time of day', () => {
  expect(frameName(new Date(2026, 0, 2, 3, 4, 5))).toBe('Live 03-04-05.png')
})

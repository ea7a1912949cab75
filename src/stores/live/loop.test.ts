import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EngineCrashedError } from '#engine/errors.ts'
import type { WatchedFrame } from '#engine/protocol.ts'
import { type Pace, watchVideo } from './loop.ts'

const stages = { read: 1, find: 12, align: 2, score: 10, extras: 20 }
const answer = (): WatchedFrame => ({ time: 0, width: 4, height: 3, faces: [], stages })

/** A video and an engine that do what the test says; frames are numbered from 1. */
function setUp() {
  let shown = 0
  let callback: VideoFrameRequestCallback | null = null
  let decide: { readonly resolve: (frame: WatchedFrame) => void; readonly reject: (error: Error) => void } | null = null
  const sent: number[] = []
  const paces: Pace[] = []
  const failures: unknown[] = []
  const stop = watchVideo(
    {
      requestVideoFrameCallback: (next) => {
        callback = next
        return 1
      },
      cancelVideoFrameCallback: () => {
        callback = null
      },
    },
    { grab: () => Promise.resolve(shown as unknown as ImageBitmap) },
    ({ bitmap }) => {
      expect(decide, 'frames at the engine').toBeNull()
      sent.push(bitmap as unknown as number)
      return new Promise((resolve, reject) => {
        decide = { resolve, reject }
      })
    },
    { answered: (_, pace) => paces.push(pace), failed: (thrown) => failures.push(thrown) },
  )
  const rest = () => new Promise((resolve) => setTimeout(resolve))
  const settle = async (how: (one: NonNullable<typeof decide>) => void) => {
    const one = decide
    decide = null
    if (one) how(one)
    await rest()
  }
  return {
    sent,
    paces,
    failures,
    stop,
    show: async (late = 0) => {
      shown += 1 + late
      callback?.(0, { presentedFrames: shown } as VideoFrameCallbackMetadata)
      await rest()
    },
    answer: () => settle(({ resolve }) => resolve(answer())),
    crash: () => settle(({ reject }) => reject(new EngineCrashedError())),
    break: () => settle(({ reject }) => reject(new Error('no'))),
    get shown() {
      return shown
    },
    get isListening() {
      return callback !== null
    },
  }
}

describe('the loop', () => {
  it('has one frame at the engine at most, always the newest, and counts the others', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('show', 'late', 'answer'), { maxLength: 40 }), async (steps) => {
        const loop = setUp()
        for (const step of steps) {
          const before = loop.sent.length
          if (step === 'answer') await loop.answer()
          else await loop.show(step === 'late' && loop.shown > 0 ? 2 : 0)
          for (const frame of loop.sent.slice(before)) expect(frame).toBe(loop.shown)
        }
        await loop.show()
        await loop.answer()
        await loop.answer()
        const { shown, dropped } = loop.paces.at(-1)!
        expect(shown).toBe(loop.shown)
        expect(dropped).toBe(shown - loop.sent.length)
        loop.stop()
      }),
      { numRuns: 40 },
    ))

  it('sends the next frame the moment the last is answered', async () => {
    const loop = setUp()
    for (let i = 0; i < 5; i++) await loop.show()
    expect(loop.sent).toEqual([1])
    await loop.answer()
    expect(loop.sent).toEqual([1, 5])
    expect(loop.paces).toMatchObject([{ shown: 5, dropped: 3, stages }])
  })

  it('tells nothing after it was stopped', async () => {
    const loop = setUp()
    await loop.show()
    loop.stop()
    await loop.answer()
    expect(loop.isListening).toBe(false)
    expect(loop.paces).toEqual([])
    expect(loop.failures).toEqual([])
  })

  it('outlives an engine that crashes now and then', async () => {
    const loop = setUp()
    for (let i = 0; i < 4; i++) {
      await loop.show()
      await loop.crash()
      await loop.show()
      await loop.crash()
      await loop.show()
      await loop.answer()
    }
    expect(loop.paces).toHaveLength(4)
    expect(loop.failures).toEqual([])
  })

  it('ends with one that always does, and at once with what is no crash', async () => {
    const loop = setUp()
    for (let i = 0; i < 3; i++) {
      await loop.show()
      await loop.crash()
    }
    expect(loop.failures).toMatchObject([{ code: 'engine-crashed' }])
    expect(loop.isListening).toBe(false)
    const other = setUp()
    await other.show()
    await other.break()
    expect(other.failures).toHaveLength(1)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LiveFrame } from './frame.ts'
import { madeFrame } from './made-face.ts'
import { chooseMain, emptySession, type LiveSession, mainTrack, observe } from './session.ts'

const near = { x: 250, y: 300, width: 300, scores: { student: 60 } }
const far = { x: 700, y: 300, width: 200, scores: { student: 40 } }

const observeAll = (frames: readonly LiveFrame[], session: LiveSession = emptySession) =>
  frames.reduce(observe, session)
const count = (length: number) => Array.from({ length }, (_, i) => i)

describe('the main face', () => {
  it('is the largest', () => {
    expect(mainTrack(emptySession)).toBeNull()
    expect(mainTrack(observeAll([madeFrame(0, far, near)]))?.face.box.width).toBeCloseTo(300)
  })

  it('stays until another is clearly larger', () => {
    const grown = (width: number) => observeAll([madeFrame(0, near, far), madeFrame(50, near, { ...far, width })]).main
    expect(grown(360)).toBe(1)
    expect(grown(380)).toBe(2)
  })

  it('is another when it has gone for 0.7 s', () => {
    const frames = (until: number) => [
      madeFrame(0, near, far),
      ...count(until / 100).map((i) => madeFrame(100 * (i + 1), far)),
    ]
    expect(observeAll(frames(700)).main).toBe(1)
    expect(observeAll(frames(800)).main).toBe(2)
    expect(observeAll([...frames(800), madeFrame(1000), madeFrame(1600)]).main).toBeNull()
  })

  it('is the one that a person chose, as long as that is there', () => {
    const chosen = chooseMain(observeAll([madeFrame(0, near, far)]), 2)
    expect(observeAll([madeFrame(50, near, far)], chosen).main).toBe(2)
    const gone = observeAll([madeFrame(50, near), madeFrame(900, near)], chosen)
    expect(gone).toMatchObject({ main: 1, isChosen: false })
  })
})

describe('rates', () => {
  const scored = (index: number) => {
    const scores = index % 4 === 0 ? { student: 60, baseline: 50 } : { student: 60 }
    return madeFrame(50 * index, { ...near, scores })
  }

  it('count scores a second', () => {
    expect(observeAll(count(200).map(scored)).rates).toEqual({ student: 20, baseline: 5 })
  })

  it('count from the start at first', () => {
    expect(observeAll([scored(0)]).rates).toEqual({ student: 0, baseline: 0 })
    expect(observeAll(count(11).map(scored)).rates.student).toBeCloseTo(20, 9)
  })

  it('add up the faces', () => {
    expect(observeAll(count(100).map((i) => madeFrame(50 * i, near, far))).rates).toEqual({ student: 40 })
  })
})

it('does not grow in ten minutes', () => {
  const frame = fc.record({
    step: fc.integer({ min: 60, max: 160 }),
    faces: fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 960 }),
        y: fc.integer({ min: 0, max: 720 }),
        width: fc.integer({ min: 40, max: 400 }),
        scores: fc.constantFrom({ student: 50 }, { student: 60, baseline: 40 }, {}),
        shaken: fc.record({ index: fc.integer({ min: 0, max: 5 }), scores: fc.constant({ student: 44 }) }),
      }),
      { maxLength: 4 },
    ),
  })
  fc.assert(
    fc.property(fc.array(frame, { minLength: 1, maxLength: 30 }), (pattern) => {
      let session = emptySession
      const most = { tracks: 0, path: 0, trace: 0, age: 0 }
      for (let time = 0, i = 0; time < 600_000; i++) {
        const { step, faces } = pattern[i % pattern.length]!
        time += step
        session = observe(session, madeFrame(time, near, ...faces))
        most.tracks = Math.max(most.tracks, session.tracks.length)
        for (const { path, readings } of session.tracks) {
          most.path = Math.max(most.path, path.length)
          for (const { trace } of Object.values(readings)) {
            most.trace = Math.max(most.trace, trace.length)
            most.age = Math.max(most.age, time - trace[0]!.time)
          }
        }
      }
      // At most five faces a frame, each remembered for 0.7 s.
      expect(most.tracks).toBeLessThanOrEqual(5 * (700 / 60 + 1))
      expect(most.path).toBeLessThanOrEqual(500 / 60 + 1)
      expect(most.trace).toBeLessThanOrEqual(30_000 / 60 + 1)
      expect(most.age).toBeLessThanOrEqual(30_000)
      expect(most.age).toBeGreaterThan(29_000)
    }),
    { numRuns: 3 },
  )
}, 60_000)

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stabilityOf } from '../quality/stability.ts'
import { type Measured, type Reading, read } from './reading.ts'

interface Turn {
  readonly time: number
  readonly measured: Measured | null
}

const score = (time: number, score: number, shaken: Measured['shaken'] = null): Turn => ({
  time,
  measured: { score, shaken },
})
const nothing = (time: number): Turn => ({ time, measured: null })
const readAll = (turns: readonly Turn[]) =>
  turns.reduce<Reading | null>((reading, { time, measured }) => read(reading, time, measured), null)

const anyScore = fc.double({ min: 0, max: 100, noNaN: true })
/** Milliseconds between frames: from 100 frames a second to one and a half. */
const anyStep = fc.integer({ min: 10, max: 700 })
const at = (steps: readonly number[]) => steps.map((_, i) => steps.slice(0, i).reduce((sum, step) => sum + step, 0))

describe('the trace', () => {
  it('has the scores as they came', () => {
    expect(readAll([score(0, 40), nothing(50), score(100, 90)])?.trace).toEqual([
      { time: 0, score: 40 },
      { time: 100, score: 90 },
    ])
  })

  it('holds the last 30 s and no more, also where no score comes', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(anyStep, fc.boolean()), { minLength: 1, maxLength: 200 }), (frames) => {
        const times = at(frames.map(([step]) => step))
        const turns = frames.map(([, isScored], i) => (isScored ? score(times[i]!, 50) : nothing(times[i]!)))
        const now = times.at(-1)!
        const expected = turns.filter(({ time, measured }) => measured && time >= now - 30_000).map(({ time }) => time)
        expect(readAll(turns)?.trace.map(({ time }) => time) ?? []).toEqual(expected)
      }),
    ))

  it('is nothing where nothing was scored, or too long ago', () => {
    expect(readAll([nothing(0)])).toBeNull()
    expect(readAll([score(0, 50), nothing(30_000)])).not.toBeNull()
    expect(readAll([score(0, 50), nothing(30_001)])).toBeNull()
  })
})

describe('the needle', () => {
  it('starts on the first score', () => {
    expect(readAll([score(0, 73)])?.needle).toBe(73)
  })

  it('has gone 63% of a jump after 0.4 s', () => {
    expect(readAll([score(0, 0), score(400, 100)])?.needle).toBeCloseTo(100 * (1 - Math.exp(-1)), 9)
  })

  it('is at the same place at every frame rate', () =>
    fc.assert(
      fc.property(anyScore, anyScore, fc.integer({ min: 1, max: 100 }), (from, to, frames) => {
        const turns = Array.from({ length: frames }, (_, i) => score((1200 * (i + 1)) / frames, to))
        expect(readAll([score(0, from), ...turns])?.needle).toBeCloseTo(to + (from - to) * Math.exp(-3), 6)
      }),
    ))

  it('follows a moving score much alike at 10 and at 40 frames a second', () =>
    fc.assert(
      fc.property(fc.double({ min: 1500, max: 6000, noNaN: true }), (period) => {
        const needle = (step: number) =>
          readAll(
            Array.from({ length: 4000 / step + 1 }, (_, i) =>
              score(i * step, 50 + 20 * Math.sin((2 * Math.PI * i * step) / period)),
            ),
          )!.needle
        expect(Math.abs(needle(100) - needle(25))).toBeLessThan(3)
      }),
    ))

  it('stays where it is between scores, and among them', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(anyStep, anyScore), { minLength: 1, maxLength: 40 }), (scored) => {
        const times = at(scored.map(([step]) => step))
        const turns = scored.map(([, value], i) => score(times[i]!, value))
        const { needle } = readAll(turns)!
        const values = scored.map(([, value]) => value)
        expect(needle).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
        expect(needle).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
        expect(readAll([...turns, nothing(times.at(-1)! + 50)])!.needle).toBe(needle)
      }),
    ))
})

describe('jitter', () => {
  it('is the standard deviation of the last 2 s', () => {
    // Only 50, 54, 50, 54 are of the last 2 s: two off their mean each.
    const turns = [score(0, 99), score(1100, 50), score(1700, 54), score(2300, 50), score(3000, 54)]
    expect(readAll(turns)?.jitter).toBeCloseTo(2, 9)
  })

  it('of a constant is 0', () =>
    fc.assert(
      fc.property(anyScore, fc.integer({ min: 10, max: 300 }), (value, step) => {
        const turns = Array.from({ length: Math.ceil(2000 / step) + 1 }, (_, i) => score(i * step, value))
        expect(readAll(turns)?.jitter).toBeCloseTo(0, 9)
      }),
    ))

  it('is not told by fewer than four scores or less than a second', () => {
    expect(readAll([score(0, 50), score(700, 50), score(1400, 50)])?.jitter).toBeNull()
    expect(readAll(Array.from({ length: 20 }, (_, i) => score(i * 50, 50)))?.jitter).toBeNull()
    expect(readAll(Array.from({ length: 21 }, (_, i) => score(i * 50, 50)))?.jitter).toBe(0)
  })

  it('goes when the scores stop', () => {
    const turns = Array.from({ length: 31 }, (_, i) => score(i * 50, 50))
    expect(readAll([...turns, nothing(2600)])?.jitter).toBeNull()
  })
})

describe('stability', () => {
  const six = fc.array(fc.tuple(anyScore, anyScore), { minLength: 6, maxLength: 6 })
  const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 })

  it('is that of the same numbers, whatever the order of the crops', () =>
    fc.assert(
      fc.property(six, orders, (scores, order) => {
        const turns = order.map((index, i) => {
          const [reference, shaken] = scores[index]!
          return score(i * 100, reference, { index, score: shaken })
        })
        const { spread, worst } = stabilityOf(
          0,
          scores.map(([reference, shaken]) => shaken - reference),
        )
        const stability = readAll(turns)!.stability!
        expect(stability.spread).toBeCloseTo(spread, 9)
        expect(stability.worst).toBeCloseTo(worst, 9)
      }),
    ))

  it('is that of one reference where the reference stays', () => {
    const crops = [61, 53, 65, 55, 60, 62]
    const turns = crops.map((crop, index) => score(index * 100, 60, { index, score: crop }))
    const { spread, worst } = stabilityOf(60, crops)
    expect(readAll(turns)?.stability).toEqual({ spread, worst })
  })

  it('takes the latest of each crop', () => {
    const round = (start: number, change: number) =>
      Array.from({ length: 6 }, (_, index) => score(start + index * 100, 50, { index, score: 50 + change }))
    expect(readAll([...round(0, 9), ...round(600, 4)])?.stability).toEqual({ spread: 4, worst: 4 })
  })

  it('waits for all six, and forgets one after 30 s', () => {
    const turns = Array.from({ length: 6 }, (_, index) => score(index * 100, 50, { index, score: 52 }))
    expect(readAll(turns.slice(0, 5))?.stability).toBeNull()
    expect(readAll([...turns, nothing(30_000)])?.stability).toEqual({ spread: 2, worst: 2 })
    expect(readAll([...turns, nothing(30_001)])?.stability).toBeNull()
  })

  it('tells how long the six took', () => {
    const turns = Array.from({ length: 6 }, (_, index) => score(index * 80, 50, { index, score: 52 }))
    expect(readAll(turns)?.cycle).toBeNull()
    expect(readAll([...turns, score(480, 50, { index: 0, score: 51 }), score(500, 50)])?.cycle).toBe(480)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGoodAndSteady, keepBest, type Shot } from './best-shots.ts'
import { madeFrame } from './made-face.ts'
import { emptySession, observe } from './session.ts'

const shot = (time: number, score: number): Shot => ({ time, score })
const anyShots = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.double({ min: 0, max: 100, noNaN: true })), { maxLength: 40 })
  .map((steps) =>
    steps.map(([, score], i) =>
      shot(
        steps.slice(0, i).reduce((sum, [step]) => sum + step, 0),
        score,
      ),
    ),
  )
const keepAll = (shots: readonly Shot[]) => shots.reduce(keepBest<Shot>, [])

describe('best shots', () => {
  it('are the six best, best first', () => {
    const shots = [50, 20, 80, 70, 10, 60, 90].map((score, i) => shot(2000 * i, score))
    expect(keepAll(shots).map(({ score }) => score)).toEqual([90, 80, 70, 60, 50, 20])
  })

  it('has the better one of two that are too near', () => {
    expect(keepAll([shot(0, 50), shot(999, 60)])).toEqual([shot(999, 60)])
    expect(keepAll([shot(0, 60), shot(999, 50)])).toEqual([shot(0, 60)])
    expect(keepAll([shot(0, 60), shot(1000, 50)])).toHaveLength(2)
  })

  it('keep their spacing, their order and their number', () =>
    fc.assert(
      fc.property(anyShots, (shots) => {
        const kept = keepAll(shots)
        const times = kept.map(({ time }) => time).toSorted((a, b) => a - b)
        for (const [i, time] of times.slice(1).entries()) expect(time - times[i]!).toBeGreaterThanOrEqual(1000)
        expect(kept).toEqual(kept.toSorted((a, b) => b.score - a.score))
        expect(kept.length).toBeLessThanOrEqual(6)
      }),
    ))

  it('always have the best of all, and never lose by one more', () =>
    fc.assert(
      fc.property(anyShots, (shots) => {
        const best = shots.map((_, i) => keepAll(shots.slice(0, i + 1))[0]!.score)
        expect(best).toEqual(shots.map((_, i) => Math.max(...shots.slice(0, i + 1).map(({ score }) => score))))
      }),
    ))

  it('are the same list where a shot is not kept', () => {
    const shots = keepAll([shot(0, 60)])
    expect(keepBest(shots, shot(500, 60))).toBe(shots)
    const six = keepAll([10, 20, 30, 40, 50, 60].map((score, i) => shot(2000 * i, score)))
    expect(keepBest(six, shot(50_000, 5))).toBe(six)
    expect(keepBest(six, shot(50_000, 15))).not.toBe(six)
  })
})

describe('a shot that takes itself', () => {
  const face = { x: 480, y: 360, width: 300 }

  /** @param scoreAt  the student's at a time, ms */
  const sessionOf = (until: number, scoreAt: (time: number) => number, sharpness = 0.75) => {
    let session = emptySession
    for (let time = 0; time <= until; time += 50)
      session = observe(session, madeFrame(time, { ...face, scores: { student: scoreAt(time) }, facts: { sharpness } }))
    return session
  }
  const isTaken = (...args: Parameters<typeof sessionOf>) => isGoodAndSteady(sessionOf(...args), 'student', null)

  it('is taken of a steady face with nothing to mend', () => {
    expect(isTaken(3000, () => 70)).toBe(true)
    expect(isGoodAndSteady(emptySession, 'student', null)).toBe(false)
    expect(
      isGoodAndSteady(
        sessionOf(3000, () => 70),
        'baseline',
        null,
      ),
    ).toBe(false)
  })

  it('waits until the jitter is known, and small', () => {
    expect(isTaken(950, () => 70)).toBe(false)
    expect(isTaken(3000, (time) => 70 + 4 * (-1) ** (time / 50))).toBe(false)
    expect(isTaken(3000, (time) => 70 + 2 * (-1) ** (time / 50))).toBe(true)
  })

  it('is not taken while a hint asks for something', () => {
    expect(isTaken(3000, () => 70, 0.1)).toBe(false)
    // The praise is still up, but no longer true.
    const blurred = observe(
      sessionOf(1000, () => 70),
      madeFrame(1050, { ...face, scores: { student: 70 }, facts: { sharpness: 0.1 } }),
    )
    expect(blurred.hint).toMatchObject({ id: 'good', holds: false })
    expect(isGoodAndSteady(blurred, 'student', null)).toBe(false)
  })

  it('waits for a score that is high for the session', () => {
    expect(isTaken(15_000, (time) => (time < 10_000 ? 80 : 60))).toBe(false)
    expect(isTaken(15_000, (time) => (time < 10_000 ? 60 : 80))).toBe(true)
  })

  it('rests after one', () => {
    const session = sessionOf(6000, () => 70)
    expect(isGoodAndSteady(session, 'student', 3050)).toBe(false)
    expect(isGoodAndSteady(session, 'student', 3000)).toBe(true)
  })
})

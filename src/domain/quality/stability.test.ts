import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import fixture from './stability.fixture.json'
import { stabilityOf, withStability } from './stability.ts'

const anyScore = fc.double({ min: 0, max: 100, noNaN: true })

describe('stability', () => {
  it('is the root mean square of the changes, and the worst of them', () => {
    // Changes: +1, −7, +5, −5; (1 + 49 + 25 + 25) / 4 = 25.
    expect(stabilityOf(60, [61, 53, 65, 55])).toEqual({ spread: 5, worst: 7, worstChange: -7, worstIndex: 1 })
  })

  it('is what Python says', () => {
    const { spread, worst } = stabilityOf(fixture.reference, fixture.misaligned)
    expect(spread).toBeCloseTo(fixture.spread, 9)
    expect(worst).toBeCloseTo(fixture.worst, 9)
  })

  it('is 0 where nothing moves', () => {
    expect(stabilityOf(60, [60, 60])).toEqual({ spread: 0, worst: 0, worstChange: 0, worstIndex: 0 })
  })

  it('has no spread above its worst', () =>
    fc.assert(
      fc.property(anyScore, fc.array(anyScore, { minLength: 1, maxLength: 24 }), (reference, misaligned) => {
        const { spread, worst } = stabilityOf(reference, misaligned)
        expect(spread).toBeLessThanOrEqual(worst + 1e-9)
        expect(spread).toBeGreaterThanOrEqual(worst / Math.sqrt(misaligned.length) - 1e-9)
      }),
    ))

  it('of no crops is nothing', () => {
    expect(() => stabilityOf(60, [])).toThrow(RangeError)
  })
})

describe('scores with their stability', () => {
  const reference = { student: { raw: 1.8, score: 60 }, baseline: { raw: 0.4, score: 50 } }

  it('take each model’s own crops', () => {
    const misaligned = [
      { student: { raw: 1.9, score: 63 }, baseline: { raw: 0.1, score: 42 } },
      { student: { raw: 1.7, score: 57 }, baseline: { raw: 0.5, score: 50 } },
    ]
    expect(withStability(reference, misaligned)).toEqual({
      student: { raw: 1.8, score: 60, spread: 3, worst: 3 },
      baseline: { raw: 0.4, score: 50, spread: Math.sqrt(32), worst: 8 },
    })
  })

  it('are without it until the protocol has run', () => {
    expect(withStability(reference, []).student).toEqual({ raw: 1.8, score: 60, spread: null, worst: null })
  })

  it('are without it where a model gave one of the crops no score', () => {
    const student = { raw: 1.7, score: 57 }
    const scores = withStability(reference, [{ student, baseline: { raw: 0.1, score: 42 } }, { student }])
    expect(scores.student!.spread).toBe(3)
    expect(scores.baseline!.spread).toBeNull()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scoreOf } from './scale.ts'

/** Ascending, and with few enough values that some are equal. */
const anyQuantiles = fc
  .array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 30 })
  .map((values) => values.toSorted((a, b) => a - b))
const anyRaw = fc.double({ min: -25, max: 25, noNaN: true })

describe('the score', () => {
  it.each([
    ['below all', -1, 0],
    ['on the lowest', 0, 0],
    ['between two', 5, 12.5],
    ['on one', 10, 25],
    ['on equal ones, their middle', 20, 62.5],
    ['just above them', 20 + 1e-9, 75],
    ['on the highest', 30, 100],
    ['above all', 99, 100],
  ])('of a raw output %s', (_, raw, score) => {
    expect(scoreOf(raw, { quantiles: [0, 10, 20, 20, 30] })).toBeCloseTo(score, 6)
  })

  it('of the i-th of 1001 different quantiles is i / 10', () => {
    const quantiles = Array.from({ length: 1001 }, (_, i) => Math.sqrt(i))
    for (const i of [0, 1, 123, 500, 1000]) expect(scoreOf(quantiles[i]!, { quantiles })).toBeCloseTo(i / 10, 9)
  })

  it('never falls as the raw output rises', () =>
    fc.assert(
      fc.property(anyQuantiles, anyRaw, anyRaw, (quantiles, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one]
        expect(scoreOf(low, { quantiles })).toBeLessThanOrEqual(scoreOf(high, { quantiles }))
      }),
    ))

  it('lies between 0 and 100', () =>
    fc.assert(
      fc.property(anyQuantiles, fc.double({ noNaN: true }), (quantiles, raw) => {
        const score = scoreOf(raw, { quantiles })
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(100)
      }),
    ))

  it('of no number is none', () => {
    expect(scoreOf(Number.NaN, { quantiles: [0, 1] })).toBeNaN()
  })
})

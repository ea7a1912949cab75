import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandOf, quantileOf, summaryOf } from './distribution.ts'

const anyScore = fc.double({ min: 0, max: 100, noNaN: true })
const anyScores = fc.array(anyScore, { minLength: 1, maxLength: 30 })
const anyShare = fc.double({ min: 0, max: 1, noNaN: true })

describe('a quantile', () => {
  // numpy 2.4.6: np.quantile([30, 10, 20, 50], p)
  it.each([
    [0, 10],
    [0.1, 13],
    [0.25, 17.5],
    [0.5, 25],
    [0.9, 44],
    [1, 50],
  ])('at %d is what numpy says', (p, quantile) => {
    expect(quantileOf([30, 10, 20, 50], p)).toBeCloseTo(quantile, 12)
  })

  it('lies among the values and rises with p, whatever their order', () =>
    fc.assert(
      fc.property(anyScores, anyShare, anyShare, (scores, one, other) => {
        const [low, high] = [quantileOf(scores, Math.min(one, other)), quantileOf(scores, Math.max(one, other))]
        expect(low).toBeGreaterThanOrEqual(Math.min(...scores))
        expect(low).toBeLessThanOrEqual(high + 1e-9)
        expect(high).toBeLessThanOrEqual(Math.max(...scores) + 1e-9)
        expect(quantileOf(scores.toReversed(), one)).toBe(quantileOf(scores, one))
      }),
    ))
})

describe('a band', () => {
  it('has the median, and 10% of the scores on either side', () => {
    expect(bandOf([70, 60, 80, 50, 90, 40, 100, 30, 20, 10, 0])).toEqual({ median: 50, low: 10, high: 90 })
  })

  it('of one score is that score', () => {
    expect(bandOf([42])).toEqual({ median: 42, low: 42, high: 42 })
  })
})

describe('a summary', () => {
  it('has mean and deviation, the worst change and what crosses the threshold', () => {
    // About the mean of 50: −10, 10, −20, 20; (100 + 100 + 400 + 400) / 4 = 250. From 60: −20, 0, −30, +10.
    expect(summaryOf(60, [40, 60, 30, 70], 40)).toEqual({
      mean: 50,
      sd: Math.sqrt(250),
      worst: -30,
      worstIndex: 2,
      crossing: 0.25,
    })
  })

  it('counts what rises over the threshold too, and keeps what is on it', () => {
    expect(summaryOf(39, [39, 40, 41], 40).crossing).toBeCloseTo(2 / 3)
    expect(summaryOf(40, [40, 41], 40).crossing).toBe(0)
  })

  it('has its worst at its index, and none changes more', () =>
    fc.assert(
      fc.property(anyScore, anyScores, anyScore, (reference, scores, threshold) => {
        const { mean, sd, worst, worstIndex, crossing } = summaryOf(reference, scores, threshold)
        expect(worst).toBe(scores[worstIndex]! - reference)
        for (const score of scores) expect(Math.abs(score - reference)).toBeLessThanOrEqual(Math.abs(worst))
        // The mean square about the reference, which none of its parts exceeds, is that about the mean and more.
        expect(Math.hypot(mean - reference, sd)).toBeLessThanOrEqual(Math.abs(worst) + 1e-9)
        expect(crossing).toBeGreaterThanOrEqual(0)
        expect(crossing).toBeLessThanOrEqual(1)
      }),
    ))

  it('crosses wholly where the reference changes sides', () =>
    fc.assert(
      fc.property(anyScores, anyScore, (scores, threshold) => {
        const above = summaryOf(100, scores, threshold).crossing
        const below = summaryOf(-1, scores, threshold).crossing
        expect(above + below).toBeCloseTo(1, 9)
      }),
    ))
})

it('nothing has no distribution', () => {
  expect(() => quantileOf([], 0.5)).toThrow(RangeError)
  expect(() => bandOf([])).toThrow(RangeError)
  expect(() => summaryOf(50, [], 40)).toThrow(RangeError)
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreementOf, intraClassCorrelation } from './agreement.ts'
import fixture from './evaluation.fixture.json'
import { rankOfHarm } from './rank-of-harm.ts'
import { averageRanks, spearman } from './ranks.ts'

describe('ranks', () => {
  it('are shared by equal values', () => {
    expect([...averageRanks([5, 1, 5, 3])]).toEqual([3.5, 1, 3.5, 2])
  })

  it('correlate wholly under any rising function', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 30 }), (values) => {
        expect(
          spearman(
            values,
            values.map((value) => value ** 3),
          ),
        ).toBeCloseTo(1, 9)
        expect(
          spearman(
            values,
            values.map((value) => -value),
          ),
        ).toBeCloseTo(-1, 9)
      }),
    ))
})

describe('rank of harm', () => {
  const harmOf = (errors: readonly number[], margins = errors.map(() => 0)) =>
    errors.map((each, i) => ({ errors: each, margin: margins[i]! }))

  it('is right by hand', () => {
    const harms = harmOf([0, 0, 1, 3])
    expect(rankOfHarm(harms, [0.9, 0.8, 0.85, 0.1], 0)).toBeCloseTo(0.65, 12)
    expect(rankOfHarm(harms, [0.9, 0.8, 0.85, 0.1], 3)).toBeCloseTo(0.855, 3)
  })

  it('breaks ties by the margin', () => {
    const harms = harmOf([0, 0, 0, 0], [0.4, 0.3, 0.2, 0.1])
    expect(rankOfHarm(harms, [4, 3, 2, 1], 3)).toBe(1)
    expect(rankOfHarm(harms, [1, 2, 3, 4], 0)).toBe(-1)
  })

  it('is what numpy says', () => {
    const { errors, margin, quality } = fixture.images
    const harms = harmOf(errors, margin)
    expect(rankOfHarm(harms, quality, 0)).toBeCloseTo(fixture.rankOfHarm['0'], 12)
    expect(rankOfHarm(harms, quality, 3)).toBeCloseTo(fixture.rankOfHarm['3'], 12)
  })
})

describe('agreement', () => {
  it('of a constant shift is a bias and no change of order', () => {
    // The standard deviation of 1, 2, 3 is √(2/3).
    const { spearman: rho, bias, rmse } = agreementOf([1, 2, 3], [0, 1, 2])
    expect(rho).toBeCloseTo(1, 12)
    expect(bias).toBeCloseTo(-Math.sqrt(3 / 2), 12)
    expect(rmse).toBeCloseTo(Math.sqrt(3 / 2), 12)
  })

  it('within classes is that of Shrout and Fleiss for their six subjects', () => {
    const ratings = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ]
    expect(intraClassCorrelation(ratings)).toBeCloseTo(0.29, 2)
  })

  it('within classes is what numpy says', () => {
    expect(intraClassCorrelation(fixture.procedures)).toBeCloseTo(fixture.intraClassCorrelation, 12)
  })

  it('within classes is 1 where every procedure says the same', () => {
    expect(
      intraClassCorrelation([
        [1, 1],
        [5, 5],
        [9, 9],
      ]),
    ).toBeCloseTo(1, 12)
  })
})

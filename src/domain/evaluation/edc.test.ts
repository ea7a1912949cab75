import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discardToHalve, edcOf, fnmrAfter, orderByQuality, pairQuality } from './edc.ts'
import fixture from './evaluation.fixture.json'
import { partialArea } from './partial-area.ts'
import { thresholdAtFmr, weightedThreshold } from './threshold.ts'

const anyComparisons = fc.array(fc.record({ quality: fc.integer({ min: 0, max: 9 }), isError: fc.boolean() }), {
  minLength: 1,
  maxLength: 60,
})

const curveOf = (comparisons: readonly { quality: number; isError: boolean }[], weights?: readonly number[]) =>
  edcOf(
    orderByQuality(comparisons.map(({ quality }) => quality)),
    comparisons.map(({ isError }) => isError),
    weights,
  )

describe('error-versus-discard', () => {
  // By quality: .1 wrong | .2 wrong, .2 right | .5 right | .9 wrong.
  const byHand = edcOf(orderByQuality([0.9, 0.2, 0.1, 0.5, 0.2]), [true, true, true, false, false])

  it('discards equal qualities together', () => {
    expect([...byHand.discarded].map((x) => x.toFixed(6))).toEqual(['0.000000', '0.200000', '0.600000', '0.800000'])
    expect([...byHand.fnmr]).toEqual([3 / 5, 2 / 4, 1 / 2, 1])
  })

  it('holds each step up to the next', () => {
    expect(fnmrAfter(byHand, 0)).toBe(3 / 5)
    expect(fnmrAfter(byHand, 0.19)).toBe(3 / 5)
    expect(fnmrAfter(byHand, 0.5)).toBe(2 / 4)
    expect(fnmrAfter(byHand, 1)).toBe(1)
  })

  it('says what discard halves the errors', () => {
    // Worst first: wrong, wrong, right, right: .5 → .333 → 0.
    const { discarded, fnmr } = edcOf(orderByQuality([1, 2, 3, 4]), [true, true, false, false])
    expect(discardToHalve({ discarded, fnmr })).toBe(0.5)
    expect(discardToHalve(byHand)).toBeNull()
    expect(discardToHalve(edcOf(orderByQuality([1, 2]), [false, false]))).toBeNull()
  })

  it('is what numpy says', () => {
    const { quality, falseNonMatch } = fixture.comparisons
    const { discarded, fnmr } = edcOf(orderByQuality(quality), falseNonMatch)
    const rounded = (values: Iterable<number>) => Array.from(values, (value) => value.toFixed(12))
    expect(rounded(discarded)).toEqual(rounded(fixture.edc.discarded))
    expect(rounded(fnmr)).toEqual(rounded(fixture.edc.fnmr))
    expect(partialArea({ discarded, fnmr }, 0.2).normalised).toBeCloseTo(fixture.pauc['0.2'], 12)
    expect(partialArea({ discarded, fnmr }, 0.3).normalised).toBeCloseTo(fixture.pauc['0.3'], 12)
  })

  it('counts a comparison of weight two as two comparisons', () =>
    fc.assert(
      fc.property(anyComparisons, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (comparisons, stream) => {
        const weights = comparisons.map(() => stream.next().value as number)
        const repeated = comparisons.flatMap((comparison, i) => Array(weights[i]).fill(comparison))
        fc.pre(repeated.length > 0)
        const weighted = partialArea(curveOf(comparisons, weights), 0.3)
        expect(weighted.raw).toBeCloseTo(partialArea(curveOf(repeated), 0.3).raw, 9)
      }),
    ))

  it('does not depend on the order of the comparisons', () =>
    fc.assert(
      fc.property(anyComparisons, (comparisons) => {
        expect(curveOf(comparisons.toReversed())).toEqual(curveOf(comparisons))
      }),
    ))

  it('takes the worse image of two', () => {
    expect(pairQuality([0.4, 0.7, 0.1], 1, 2)).toBe(0.1)
  })
})

describe('area under the curve', () => {
  it('is the sum of its steps', () => {
    const curve = edcOf(orderByQuality([0.9, 0.2, 0.1, 0.5, 0.2]), [true, true, true, false, false])
    // 0.6 × 0.2 + 0.5 × 0.1, over 0.6 × 0.3; the best is (0.6² − 0.3²) / 2.
    const { raw, normalised, aboveBest } = partialArea(curve, 0.3)
    expect(raw).toBeCloseTo(0.17, 12)
    expect(normalised).toBeCloseTo(0.17 / 0.18, 12)
    expect(aboveBest).toBeCloseTo(0.17 - 0.135, 12)
  })

  it('of one quality for all is no better than random', () => {
    const area = partialArea(edcOf(orderByQuality([5, 5, 5, 5]), [true, false, true, false]), 0.2)
    expect(area.normalised).toBeCloseTo(1, 12)
  })

  it('without errors is none', () => {
    expect(partialArea(edcOf(orderByQuality([1, 2, 3]), [false, false, false]), 0.3).normalised).toBeNaN()
  })
})

describe('threshold at an FMR', () => {
  it('lets at most that share of the impostors match', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (values, fmr) => {
          const impostors = Float64Array.from(values)
          const threshold = thresholdAtFmr(impostors, fmr)
          expect(impostors.filter((s) => s >= threshold).length).toBeLessThanOrEqual(fmr * values.length)
        },
      ),
    ))

  it('is the lowest that does', () => {
    const impostors = Float64Array.from({ length: 2000 }, (_, i) => i / 2000)
    const threshold = thresholdAtFmr(impostors, 1e-3)
    expect(impostors.filter((s) => s >= threshold)).toHaveLength(2)
  })

  it('lies on the impostor that is one too many, and not in the gap above', () => {
    const impostors = Float64Array.of(...Array(1000).fill(0), 0.2, 0.9)
    // Up from 0.2 by the last bit.
    expect(thresholdAtFmr(impostors, 1e-3)).toBe(0.2 + 2 ** -55)
    expect(thresholdAtFmr(Float64Array.of(-0.5), 1e-3)).toBe(-0.5 + 2 ** -54)
    expect(thresholdAtFmr(Float64Array.of(0), 1e-3)).toBe(Number.MIN_VALUE)
  })

  it('is what numpy says, also where impostors count more than once', () => {
    const impostors = Float64Array.from(fixture.impostors)
    for (const [fmr, threshold] of Object.entries(fixture.thresholds))
      expect(thresholdAtFmr(impostors, Number(fmr))).toBe(threshold)
    const { counts, thresholds } = fixture.drawn
    const order = fixture.impostors.map((_, i) => i).sort((a, b) => fixture.impostors[b]! - fixture.impostors[a]!)
    const descending = order.map((i) => fixture.impostors[i]!)
    const total = counts.reduce((sum, count) => sum + count, 0)
    const weightOf = (place: number) => counts[order[place]!]!
    for (const [fmr, threshold] of Object.entries(thresholds)) {
      expect(weightedThreshold(descending, weightOf, total, Number(fmr))).toBe(threshold)
      // So few do not tell.
      expect(weightedThreshold(descending.slice(0, 1), weightOf, total, Number(fmr))).toBeNull()
    }
  })

  it('of weighted impostors is that of as many of them', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (impostors, fmr) => {
          const descending = impostors.toSorted(([one], [other]) => other - one)
          const repeated = descending.flatMap(([similarity, weight]) => Array<number>(weight).fill(similarity))
          const found = weightedThreshold(
            descending.map(([similarity]) => similarity),
            (place) => descending[place]![1],
            repeated.length,
            fmr,
          )
          expect(found).toBe(repeated.length === 0 ? Number.NaN : thresholdAtFmr(Float64Array.from(repeated), fmr))
        },
      ),
    ))

  it('lets as many match as numpy does', () => {
    const impostors = Float64Array.from(fixture.impostors)
    for (const [fmr, matches] of Object.entries(fixture.matches)) {
      const threshold = thresholdAtFmr(impostors, Number(fmr))
      expect(impostors.filter((s) => s >= threshold)).toHaveLength(matches)
    }
  })

  it('needs impostors', () => {
    expect(() => thresholdAtFmr(new Float64Array(0), 1e-3)).toThrow(RangeError)
  })
})

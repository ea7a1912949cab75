import fc from 'fast-check'
import { expect, it } from 'vitest'
import { edcOf, fnmrAfter, orderByQuality } from '../edc.ts'
import { partialArea } from '../partial-area.ts'
import { curveDiscards } from '../results.ts'
import { readCurve } from './curve.ts'

const anyComparisons = fc.array(
  fc.record({ quality: fc.integer({ min: 0, max: 30 }), error: fc.nat({ max: 1 }), weight: fc.nat({ max: 3 }) }),
  { minLength: 1, maxLength: 80 },
)

it('reads what the whole curve says', () =>
  fc.assert(
    fc.property(anyComparisons, (comparisons) => {
      const weights = comparisons.map(({ weight }) => weight)
      fc.pre(weights.some((weight) => weight > 0))
      const errors = comparisons.map(({ error }) => error)
      const order = orderByQuality(comparisons.map(({ quality }) => quality))
      const whole = edcOf(order, errors, weights)
      const { area, fnmr } = readCurve(order, errors, weights)
      const expected = partialArea(whole, 0.3).normalised
      if (Number.isNaN(expected)) expect(area).toBeNaN()
      else expect(area).toBeCloseTo(expected, 9)
      expect(fnmr).toEqual(curveDiscards.map((share) => fnmrAfter(whole, share)))
    }),
  ))

it('begins a step exactly at its share', () => {
  // The worst 5 of 100 are wrong: from 5% on there is no error.
  const qualities = Array.from({ length: 100 }, (_, i) => i)
  const errors = qualities.map((quality) => Number(quality < 5))
  const { fnmr } = readCurve(orderByQuality(qualities), errors, new Uint8Array(100).fill(1))
  expect(fnmr[9]).toBeGreaterThan(0)
  expect(fnmr[10]).toBe(0)
  expect(fnmrAfter(edcOf(orderByQuality(qualities), errors), 0.05)).toBe(0)
})

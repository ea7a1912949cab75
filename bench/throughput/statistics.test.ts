import fc from 'fast-check'
import { expect, it } from 'vitest'
import { linearSlope, quantile } from './statistics.ts'

const number = fc.double({ min: -1e3, max: 1e3, noNaN: true })

it('finds the slope of a line', () =>
  fc.assert(
    fc.property(number, number, fc.uniqueArray(fc.integer({ min: -100, max: 100 }), { minLength: 2 }), (a, b, xs) => {
      expect(linearSlope(xs.map((x) => [x, a * x + b]))).toBeCloseTo(a, 6)
    }),
  ))

it('finds the slope between what lies above and below', () => {
  expect(
    linearSlope([
      [0, 1],
      [1, 0],
      [2, 3],
      [3, 2],
    ]),
  ).toBeCloseTo(0.6)
})

it('tells the value at a share', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i)
  expect([0, 0.5, 0.95, 1].map((share) => quantile(values, share))).toEqual([1, 51, 96, 100])
  expect(quantile([7], 0.5)).toBe(7)
})

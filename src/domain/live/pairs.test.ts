import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestPairs } from './pairs.ts'

const gapOf = (one: number, other: number) => Math.abs(one - other)
const places = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { maxLength: 6 })
const sorted = (pairs: ReadonlyMap<number, number>) => [...pairs].toSorted(([a], [b]) => a - b)

describe('nearest pairs', () => {
  it('takes the nearest first, and each once', () => {
    // 10–11 are nearest; 4 then has 0 left, which is 4 away, and 20 has nothing within 5.
    expect(sorted(nearestPairs([10, 4, 20], [11, 0], gapOf, 5))).toEqual([
      [4, 0],
      [10, 11],
    ])
  })

  it('pairs nothing out of reach', () =>
    fc.assert(
      fc.property(places, places, fc.integer({ min: 0, max: 100 }), (ones, others, reach) => {
        for (const [one, other] of nearestPairs(ones, others, gapOf, reach))
          expect(gapOf(one, other)).toBeLessThanOrEqual(reach)
      }),
    ))

  it('leaves no two that could be a pair', () =>
    fc.assert(
      fc.property(places, places, (ones, others) => {
        const pairs = nearestPairs(ones, others, gapOf, 100)
        const taken = new Set(pairs.values())
        expect(taken.size).toBe(pairs.size)
        for (const one of ones)
          for (const other of others) expect(pairs.has(one) || taken.has(other) || gapOf(one, other) > 100).toBe(true)
      }),
    ))
})

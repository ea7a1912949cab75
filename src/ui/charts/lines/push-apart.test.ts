import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pushApart } from './push-apart.ts'

const GAP = 12
const anyPlaces = fc.array(fc.double({ min: -50, max: 300, noNaN: true }), { maxLength: 8 })

describe('labels pushed apart', () => {
  it('move evenly around where they want to be', () => {
    expect(pushApart([50, 50], GAP, [0, 200])).toEqual([44, 56])
    expect(pushApart([60, 50, 150], GAP, [0, 200])).toEqual([61, 49, 150])
    expect(pushApart([199, 198], GAP, [0, 200])).toEqual([200, 188])
  })

  it('keep their distance, their order and the range', () =>
    fc.assert(
      fc.property(anyPlaces, (wanted) => {
        const places = pushApart(wanted, GAP, [0, 200])
        const sorted = places.toSorted((a, b) => a - b)
        sorted.forEach((place, index) => {
          expect(place).toBeGreaterThanOrEqual(0)
          expect(place).toBeLessThanOrEqual(200 + 1e-9)
          if (index > 0) expect(place - sorted[index - 1]!).toBeGreaterThanOrEqual(GAP - 1e-9)
        })
        wanted.forEach((a, i) => {
          wanted.forEach((b, j) => {
            if (a < b) expect(places[i]!).toBeLessThan(places[j]!)
          })
        })
      }),
    ))

  it('stay where they are when nothing is in the way', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 5 }), (jitters) => {
        const wanted = jitters.map((jitter, index) => index * 20 + jitter)
        pushApart(wanted, GAP, [0, 200]).forEach((place, index) => {
          expect(place).toBeCloseTo(wanted[index]!, 9)
        })
      }),
    ))
})

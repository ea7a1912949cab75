import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sharesOf, spreadEdges } from './spread-shares.ts'

const even = Array.from({ length: 101 }, (_, i) => i / 10)

describe('shares of faces by their spread', () => {
  it('are even where the spreads are', () => {
    expect(sharesOf({ spread: even }, [0, 2.5, 5, 10])).toEqual([0.25, 0.25, 0.5].map((n) => expect.closeTo(n)))
  })

  it('hold all faces of one spread in one bin', () => {
    expect(sharesOf({ spread: new Array(101).fill(3) }, [0, 1, 2, 3, 4])).toEqual([0, 0, 0, 1])
  })

  it('come to the whole, however the spreads lie', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 101, maxLength: 101 }),
        (values) => {
          const result = { spread: values.toSorted((a, b) => a - b) }
          const edges = spreadEdges([
            { ...result, set: '', method: '', faces: 1, by_size: [], icc: null, procedures: [] },
          ])
          const shares = sharesOf(result, edges)
          expect(edges.length).toBeLessThanOrEqual(32)
          expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
        },
      ),
    ))
})

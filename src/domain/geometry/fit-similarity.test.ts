import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPoint, anySimilarity } from './arbitraries.ts'
import { DegeneratePointsError, fitSimilarity } from './fit-similarity.ts'
import { distance, type Point, point } from './point.ts'
import { apply, compose, type Similarity, scaleOf, turnAndScale } from './similarity.ts'

type Points<S extends 'source' | 'crop'> = readonly Point<S>[]

const error = (t: Similarity<'source', 'crop'>, from: Points<'source'>, to: Points<'crop'>) =>
  from.reduce((sum, p, i) => sum + distance(apply(t, p), to[i]!) ** 2, 0)

/** Far enough apart to decide a transform well. */
const somePoints = fc
  .array(anyPoint<'source'>(), { minLength: 2, maxLength: 8 })
  .filter((points) => points.some((p) => distance(p, points[0]!) > 1))

describe('the least-squares similarity', () => {
  it('finds the transform that moved the points', () =>
    fc.assert(
      fc.property(anySimilarity<'source', 'crop'>(), somePoints, (t, from) => {
        const found = fitSimilarity(
          from,
          from.map((p) => apply(t, p)),
        )
        for (const p of from) expect(distance(apply(found, p), apply(t, p))).toBeLessThan(1e-4)
      }),
    ))

  it('is beaten by none of its neighbours', () =>
    fc.assert(
      fc.property(
        somePoints,
        fc.array(anyPoint<'crop'>(), { minLength: 8, maxLength: 8 }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0.99, max: 1.01, noNaN: true }),
        (from, targets, degrees, factor) => {
          const to = targets.slice(0, from.length)
          // Targets on one spot decide nothing; that is another test.
          fc.pre(to.some((p) => distance(p, to[0]!) > 1))
          const best = fitSimilarity(from, to)
          const neighbour = compose(turnAndScale(degrees, factor, to[0]!), best)
          expect(error(best, from, to)).toBeLessThanOrEqual(error(neighbour, from, to) * (1 + 1e-9) + 1e-6)
        },
      ),
    ))

  it('does not mirror: a mirrored square decides nothing', () => {
    const square = [point<'source'>(0, 0), point<'source'>(1, 0), point<'source'>(1, 1), point<'source'>(0, 1)]
    const mirrored = square.map((p) => point<'crop'>(-p.x, p.y))
    expect(() => fitSimilarity(square, mirrored)).toThrow(DegeneratePointsError)
  })

  it('refuses points on one spot, and too few', () => {
    const spot = point<'source'>(7, 9)
    expect(() => fitSimilarity([spot, spot], [point<'crop'>(0, 0), point<'crop'>(1, 0)])).toThrow(DegeneratePointsError)
    expect(() => fitSimilarity([spot], [point<'crop'>(0, 0)])).toThrow(DegeneratePointsError)
    expect(() => fitSimilarity([spot, spot], [point<'crop'>(0, 0)])).toThrow(RangeError)
  })

  it('has a scale, whatever the points', () =>
    fc.assert(
      fc.property(somePoints, (from) => {
        const to = from.map((p) => point<'crop'>(p.y + 3, -p.x))
        expect(scaleOf(fitSimilarity(from, to))).toBeCloseTo(1, 6)
      }),
    ))
})

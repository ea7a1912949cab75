import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPoint, anySimilarity } from './arbitraries.ts'
import { distance, point } from './point.ts'
import {
  apply,
  compose,
  fromMatrix,
  invert,
  rotationOf,
  scaleOf,
  toMatrix,
  translation,
  turnAndScale,
} from './similarity.ts'

describe('a similarity', () => {
  it('comes back to where it started', () =>
    fc.assert(
      fc.property(anySimilarity<'source', 'crop'>(), anyPoint<'source'>(), (there, p) => {
        expect(distance(apply(invert(there), apply(there, p)), p)).toBeLessThan(1e-6)
      }),
    ))

  it('composed is one after the other', () =>
    fc.assert(
      fc.property(
        anySimilarity<'source', 'crop'>(),
        anySimilarity<'crop', 'crop'>(),
        anyPoint<'source'>(),
        (before, after, p) => {
          expect(distance(apply(compose(after, before), p), apply(after, apply(before, p)))).toBeLessThan(1e-5)
        },
      ),
    ))

  it('scales every distance by its scale', () =>
    fc.assert(
      fc.property(anySimilarity<'source', 'crop'>(), anyPoint<'source'>(), anyPoint<'source'>(), (t, p, q) => {
        expect(distance(apply(t, p), apply(t, q))).toBeCloseTo(scaleOf(t) * distance(p, q), 5)
      }),
    ))

  it('survives as six numbers', () =>
    fc.assert(
      fc.property(anySimilarity<'source', 'crop'>(), (t) => {
        expect(fromMatrix(toMatrix(t))).toEqual(t)
      }),
    ))

  it.each([
    ['mirrors', [-1, 0, 0, 0, 1, 0]],
    ['shears', [1, 0.2, 0, 0, 1, 0]],
    ['stretches', [1, 0, 0, 0, 1.01, 0]],
    ['is not a number', [Number.NaN, 0, 0, 0, 1, 0]],
  ] as const)('is refused where a matrix %s', (_, matrix) => {
    expect(() => fromMatrix(matrix)).toThrow(RangeError)
  })
})

describe('turning and scaling', () => {
  it('leaves the centre where it is', () =>
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        anyPoint<'crop'>(),
        (degrees, factor, centre) => {
          expect(distance(apply(turnAndScale(degrees, factor, centre), centre), centre)).toBeLessThan(1e-6)
        },
      ),
    ))

  it('turns clockwise on the screen and says by how much', () => {
    const quarter = turnAndScale(90, 2, point<'crop'>(10, 10))
    // What lay to the right lies below.
    expect(distance(apply(quarter, point(11, 10)), point(10, 12))).toBeLessThan(1e-12)
    expect(rotationOf(quarter)).toBeCloseTo(90)
    expect(scaleOf(quarter)).toBeCloseTo(2)
  })

  it('half round is the same turn either way', () => {
    const centre = point<'crop'>(10, 10)
    expect(rotationOf(turnAndScale(180, 1, centre))).toBe(180)
    expect(rotationOf(turnAndScale(-180, 1, centre))).toBe(180)
  })
})

it('a translation moves by its numbers', () => {
  expect(apply(translation<'crop'>(3, -4), point(1, 1))).toEqual(point(4, -3))
})

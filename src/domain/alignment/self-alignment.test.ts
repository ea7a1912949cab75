import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPoint, anySimilarity } from '../geometry/arbitraries.ts'
import { distance, point } from '../geometry/point.ts'
import type { Raster } from '../geometry/raster.ts'
import { apply, compose, invert, similarity } from '../geometry/similarity.ts'
import { warp } from '../geometry/warp.ts'
import { cropMove, type Misalignment, noMisalignment } from './misalignment.ts'
import { mendCrop, mendTransform, readCut, type SelfAlignment, toSelfAlignment } from './self-alignment.ts'

/** What a student that is never wrong finds in a crop that was misaligned so. */
function trulyFound(misalignment: Partial<Misalignment>): SelfAlignment {
  const { a, b, tx, ty } = cropMove({ ...noMisalignment, ...misalignment })
  return similarity(a, b, tx, ty)
}

/** A smooth pattern: a face would do as well, but has edges that bilinear sampling blurs twice. */
const photo: Raster = {
  width: 300,
  height: 300,
  channels: 3,
  data: Uint8Array.from({ length: 300 * 300 * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % 300, Math.floor(i / 900)]
    return 128 + 60 * Math.sin(x / 17 + (i % 3)) + 60 * Math.cos(y / 23)
  }),
}
const proper = similarity<'source', 'crop'>(0.9, 0.2, -40, -90)

describe('a self-alignment', () => {
  it('is read from the rows that a network says, rounded as floats are', () => {
    const found = toSelfAlignment([0.8, -0.30000001, 4, 0.3, 0.80000002, -7])
    expect(apply(found, point<'proper'>(10, 20))).toEqual(point(0.8 * 10 - 0.3 * 20 + 4, 0.3 * 10 + 0.8 * 20 - 7))
  })

  it.each([
    ['stretches', [1, 0, 0, 0, 1.01, 0]],
    ['has no size', [0, 0, 3, 0, 0, 3]],
    ['is no number', [1, 0, Number.NaN, 0, 1, 0]],
  ] as const)('is refused where it %s', (_, rows) => {
    expect(() => toSelfAlignment(rows)).toThrow(RangeError)
  })

  it('reads as the misalignment that was put on', () => {
    const { rotation, scale, error } = readCut(trulyFound({ rotation: -12, scale: 1.3 }))
    expect([rotation, scale]).toEqual([expect.closeTo(-12, 9), expect.closeTo(1.3, 9)])
    expect(error).toBeGreaterThan(0.2)
    expect(readCut(trulyFound({})).error).toBe(0)
  })
})

describe('mending', () => {
  it('brings each point of the photo back to its proper place', () =>
    fc.assert(
      fc.property(
        anySimilarity<'source', 'crop'>(),
        anySimilarity<'proper', 'crop'>(),
        anyPoint<'proper'>(),
        (actual, found, p) => {
          // Where the crop at hand shows what belongs at p; the mended crop has to show it at p.
          const inPhoto = apply(invert(actual), apply(found, p))
          const { x, y } = apply(mendTransform(actual, found), inPhoto)
          expect(distance(point<'proper'>(x, y), p)).toBeLessThan(1e-3)
        },
      ),
    ))

  it('undoes a misalignment: of the transform exactly, of the crop’s pixels but for the second sampling', () => {
    const misalignment = { rotation: 9, scale: 0.9, shiftX: 0.03, shiftY: -0.02 }
    const found = trulyFound(misalignment)
    const actual = compose(cropMove({ ...noMisalignment, ...misalignment }), proper)
    const transform = mendTransform(actual, found)
    for (const key of ['a', 'b', 'tx', 'ty'] as const) expect(transform[key]).toBeCloseTo(proper[key], 9)

    const mended = mendCrop(warp(photo, actual), found)
    const wanted = warp(photo, proper)
    const middle = [...wanted.data.keys()].filter(
      (i) => Math.abs((Math.floor(i / 3) % 112) - 56) < 40 && Math.abs(Math.floor(i / 336) - 56) < 40,
    )
    expect(middle.length).toBe(79 * 79 * 3)
    for (const i of middle) expect(Math.abs(mended.data[i]! - wanted.data[i]!)).toBeLessThanOrEqual(2)
  })
})

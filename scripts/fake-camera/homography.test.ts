import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { invert, map, turn } from './homography.ts'

const degrees = fc.double({ min: -75, max: 75, noNaN: true })
const place = fc.record({
  x: fc.double({ min: 0, max: 640, noNaN: true }),
  y: fc.double({ min: 0, max: 480, noNaN: true }),
})
/** Far enough that no point of a picture of 640 × 480 lies behind the camera. */
const distance = fc.double({ min: 800, max: 5000, noNaN: true })

describe('a picture turned about an upright line', () => {
  it('is seen as a pinhole camera sees it', () => {
    // 60° at a distance of 1000 px: 200 px right of the line go 100 px right and 173.2 px back.
    const seen = map(turn(60, 1000, { x: 320, y: 240 }), { x: 520, y: 140 })
    expect(seen.x).toBeCloseTo(320 + 100 / 1.1732, 2)
    expect(seen.y).toBeCloseTo(240 - 100 / 1.1732, 2)
  })

  it('leaves the line where it is', () =>
    fc.assert(
      fc.property(degrees, distance, place, place, (angle, away, centre, { y }) => {
        const seen = map(turn(angle, away, centre), { x: centre.x, y })
        expect(seen.x).toBeCloseTo(centre.x, 6)
        expect(seen.y).toBeCloseTo(y, 6)
      }),
    ))

  it('comes back to where it started', () =>
    fc.assert(
      fc.property(degrees, distance, place, place, (angle, away, centre, p) => {
        const there = turn(angle, away, centre)
        const back = map(invert(there), map(there, p))
        expect(Math.hypot(back.x - p.x, back.y - p.y)).toBeLessThan(1e-6)
      }),
    ))

  it('is the same, mirrored, when turned the other way', () =>
    fc.assert(
      fc.property(degrees, distance, place, place, (angle, away, centre, p) => {
        const seen = map(turn(angle, away, centre), p)
        const mirrored = map(turn(-angle, away, centre), { x: 2 * centre.x - p.x, y: p.y })
        expect(mirrored.x).toBeCloseTo(2 * centre.x - seen.x, 6)
        expect(mirrored.y).toBeCloseTo(seen.y, 6)
      }),
    ))
})

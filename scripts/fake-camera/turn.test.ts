import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beforeTurn, type Relief } from './turn.ts'

const anyRelief = fc.record({
  radius: fc.double({ min: 50, max: 200, noNaN: true }),
  distance: fc.double({ min: 500, max: 5000, noNaN: true }),
})
const anyPlace = fc.record({
  x: fc.double({ min: -300, max: 300, noNaN: true }),
  y: fc.double({ min: -200, max: 200, noNaN: true }),
})
const anyDegrees = fc.double({ min: -75, max: 75, noNaN: true })

describe('a head that is turned', () => {
  it('moves the nose by half a radius at 30°, and shows the near cheek in its place', () => {
    // From so far that perspective hardly counts.
    const far: Relief = { radius: 100, distance: 1e6 }
    const cheek = beforeTurn(far, 30, { x: 0, y: 0 })!
    expect(cheek.x).toBeCloseTo(-50, 1)
    const nose = beforeTurn(far, 30, { x: 50, y: 10 })!
    expect(nose.x).toBeCloseTo(0, 1)
    expect(nose.y).toBeCloseTo(10, 1)
  })

  it('is as it was when turned by nothing', () =>
    fc.assert(
      fc.property(anyRelief, anyPlace, (relief, place) => {
        const before = beforeTurn(relief, 0, place)!
        expect(before.x).toBeCloseTo(place.x, 6)
        expect(before.y).toBeCloseTo(place.y, 6)
      }),
    ))

  it('is the same, mirrored, when turned the other way', () =>
    fc.assert(
      fc.property(anyRelief, anyDegrees, anyPlace, (relief, degrees, { x, y }) => {
        const before = beforeTurn(relief, degrees, { x, y })
        const mirrored = beforeTurn(relief, -degrees, { x: -x, y })
        expect(mirrored === null).toBe(before === null)
        if (!before || !mirrored) return
        expect(mirrored.x).toBeCloseTo(-before.x, 6)
        expect(mirrored.y).toBeCloseTo(before.y, 6)
      }),
      { examples: [[{ radius: 50, distance: 500 }, -59.03624346792652, { x: -299.9999999999995, y: 0 }]] },
    ))

  it('never jumps where the cylinder leaves the board', () =>
    fc.assert(
      fc.property(anyRelief, anyPlace, (relief, place) => {
        // Seen from the front the edge is hidden by nothing.
        const step = 1e-4
        const [here, there] = [place.x, place.x + step].map((x) => beforeTurn(relief, 1e-9, { x, y: place.y })!)
        expect(Math.abs(there!.x - here!.x)).toBeLessThan(0.1)
      }),
    ))
})

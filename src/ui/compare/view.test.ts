import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { panBy, unzoomed, type View, zoomBy } from './view.ts'

const unit = fc.double({ min: 0, max: 1, noNaN: true })
const anyView = fc
  .tuple(fc.double({ min: 1, max: 8, noNaN: true }), unit, unit)
  .map(([zoom, x, y]): View => ({ zoom, x: x * (1 - zoom), y: y * (1 - zoom) }))
const anyFactor = fc.double({ min: 0.1, max: 10, noNaN: true })
const anyMove = fc.double({ min: -3, max: 3, noNaN: true })

function expectFull({ zoom, x, y }: View) {
  expect(zoom).toBeGreaterThanOrEqual(1)
  expect(zoom).toBeLessThanOrEqual(8)
  for (const corner of [x, y]) {
    expect(corner).toBeLessThanOrEqual(0)
    expect(corner + zoom).toBeGreaterThanOrEqual(1 - 1e-9)
  }
}

describe('the view of a picture', () => {
  it('always fills its frame', () =>
    fc.assert(
      fc.property(anyView, anyFactor, unit, unit, anyMove, anyMove, (view, factor, x, y, dx, dy) => {
        expectFull(zoomBy(view, factor, x, y))
        expectFull(panBy(view, dx, dy))
      }),
    ))

  it('keeps what is under the pointer there while it grows', () =>
    fc.assert(
      fc.property(anyView, fc.double({ min: 1, max: 10, noNaN: true }), unit, unit, (view, factor, x, y) => {
        const grown = zoomBy(view, factor, x, y)
        expect((x - grown.x) / grown.zoom).toBeCloseTo((x - view.x) / view.zoom, 9)
        expect((y - grown.y) / grown.zoom).toBeCloseTo((y - view.y) / view.zoom, 9)
      }),
    ))

  it('shrinks back to the whole picture', () =>
    fc.assert(
      fc.property(anyView, unit, unit, (view, x, y) => {
        const { zoom, x: left, y: top } = zoomBy(view, 1 / 8, x, y)
        expect([zoom, Math.abs(left), Math.abs(top)]).toEqual([unzoomed.zoom, 0, 0])
      }),
    ))
})

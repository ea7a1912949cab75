import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { box, point } from '#domain/geometry/point.ts'
import { pyramidOf } from './pyramid.ts'
import {
  around,
  boxFromFraction,
  closeUp,
  fromFraction,
  render,
  sideOfTwo,
  tileOverlap,
  tiles,
  turned,
  type View,
  wholePhoto,
  withMargin,
} from './view.ts'

const somePhoto = fc.record({ width: fc.integer({ min: 1, max: 6000 }), height: fc.integer({ min: 1, max: 6000 }) })

const left = ({ centre, side }: View) => centre.x - side / 2
const top = ({ centre, side }: View) => centre.y - side / 2

describe('tiles', () => {
  const someSide = fc.integer({ min: 200, max: 4000 })

  it('have each face that is no larger than their overlap whole in one of them', () =>
    fc.assert(
      fc.property(
        somePhoto,
        someSide,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (photo, side, u, v) => {
          const views = tiles(photo, side)
          const size = Math.min(tileOverlap * side, photo.width, photo.height) * (1 - 1e-6)
          const x = -0.5 + u * (photo.width - size)
          const y = -0.5 + v * (photo.height - size)
          const whole = views.some(
            (view) =>
              left(view) <= x + 1e-6 &&
              top(view) <= y + 1e-6 &&
              left(view) + view.side >= x + size - 1e-6 &&
              top(view) + view.side >= y + size - 1e-6,
          )
          expect(whole).toBe(true)
        },
      ),
    ))

  it('of a 1600 × 1200 photo, and of a panorama, whose shorter side needs no more rows', () => {
    expect(tiles({ width: 1600, height: 1200 }, sideOfTwo(1600))).toHaveLength(4)
    expect(tiles({ width: 1600, height: 1200 }, 500)).toHaveLength(12)
    expect(tiles({ width: 1600, height: 400 }, sideOfTwo(1600))).toHaveLength(2)
  })
})

it('has the photo in the middle of the whole view and of the close-up', () => {
  const photo = { width: 300, height: 200 }
  expect(wholePhoto(photo)).toMatchObject({ centre: { x: 149.5, y: 99.5 }, side: 300 })
  expect(withMargin(photo)).toMatchObject({ centre: { x: 149.5, y: 99.5 }, side: 450 })
  expect(closeUp(photo)).toMatchObject({ centre: { x: 149.5, y: 99.5 }, side: 600 })
})

it('has a box in the middle of the view around it', () => {
  expect(around(box(10, 20, 30, 40), 2)).toMatchObject({ centre: { x: 25, y: 40 }, side: 80 })
})

describe('drawing', () => {
  const colours = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [9, 8, 7],
  ]
  const photo = { width: 2, height: 2, channels: 3 as const, data: Uint8Array.from(colours.flat()) }
  const pixel = (pixels: Uint8ClampedArray, size: number, x: number, y: number) => [
    ...pixels.subarray(4 * (y * size + x), 4 * (y * size + x) + 4),
  ]

  it('copies a photo that fills the view', () => {
    const pixels = render(pyramidOf(photo), wholePhoto(photo), 2)
    expect([...pixels]).toEqual(colours.flatMap((colour) => [...colour, 255]))
  })

  it('is grey around the photo', () => {
    const pixels = render(pyramidOf(photo), closeUp(photo), 4)
    expect(pixel(pixels, 4, 1, 1)).toEqual([255, 0, 0, 255])
    expect(pixel(pixels, 4, 2, 2)).toEqual([9, 8, 7, 255])
    expect(pixel(pixels, 4, 0, 0)).toEqual([128, 128, 128, 255])
    expect(pixel(pixels, 4, 3, 1)).toEqual([128, 128, 128, 255])
  })

  it('turns the photo by quarters, clockwise', () => {
    const clockwise = render(pyramidOf(photo), turned(wholePhoto(photo), 1), 2)
    expect(pixel(clockwise, 2, 0, 0)).toEqual([0, 0, 255, 255])
    expect(pixel(clockwise, 2, 1, 0)).toEqual([255, 0, 0, 255])
    const half = render(pyramidOf(photo), turned(wholePhoto(photo), 2), 2)
    expect(pixel(half, 2, 0, 0)).toEqual([9, 8, 7, 255])
  })

  it('puts a bright pixel where its fraction of the view says', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 56 }),
        fc.integer({ min: 8, max: 56 }),
        fc.integer({ min: 16, max: 90 }),
        fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
        (x, y, size, turn) => {
          const dark = { width: 65, height: 65, channels: 3 as const, data: new Uint8Array(65 * 65 * 3) }
          for (let dy = -2; dy <= 2; dy++)
            for (let dx = -2; dx <= 2; dx++) dark.data[3 * ((y + dy) * 65 + x + dx)] = 255
          const view = turned(wholePhoto(dark), turn)
          const pixels = render(pyramidOf(dark), view, size)
          let [sum, sumX, sumY] = [0, 0, 0]
          for (let row = 0; row < size; row++)
            for (let column = 0; column < size; column++) {
              const [red, green] = pixel(pixels, size, column, row) as [number, number]
              if (green > 0) continue // the grey around the photo
              sum += red
              sumX += red * column
              sumY += red * row
            }
          const found = fromFraction(view, { x: (sumX / sum + 0.5) / size, y: (sumY / sum + 0.5) / size })
          expect(Math.hypot(found.x - x, found.y - y)).toBeLessThan(1.5)
        },
      ),
    ))
})

it('boxFromFraction has the same part of the photo in a box, whichever way up the view is', () => {
  const view: View = { centre: point(200, 100), side: 80, turn: 0 }
  const corner = { x: 0, y: 0 }
  const size = { x: 0.5, y: 0.25 }
  const partOf = (each: View) => {
    const { x, y, width, height } = boxFromFraction(each, corner, size)
    return [x, y, width, height].map((value) => Number(value.toFixed(9)))
  }
  expect(partOf(view)).toEqual([160, 60, 40, 20])
  // A clockwise turn brings the lower left of the photo to the upper left.
  expect(partOf(turned(view, 1))).toEqual([160, 100, 20, 40])
})

import { fromLevel } from '#domain/geometry/mip.ts'
import { type Box, box, type Point, point } from '#domain/geometry/point.ts'
import { apply, compose, invert, type Similarity, similarity } from '#domain/geometry/similarity.ts'
import { blockFactor, warp } from '#domain/geometry/warp.ts'
import type { Pyramid } from './pyramid.ts'

/** As fractions of a view's width and height. */
export interface Fraction {
  readonly x: number
  readonly y: number
}

export interface PhotoSize {
  readonly width: number
  readonly height: number
}

/** The square part of a photo that a task looks at; it may reach over the photo's edge. */
export interface View {
  readonly centre: Point<'working'>
  /** Working pixels. */
  readonly side: number
  /** Quarter turns, clockwise on the screen, by which the photo is turned in it. */
  readonly turn: Turn
}

export type Turn = 0 | 1 | 2 | 3

export const turned = (view: View, turn: Turn): View => ({ ...view, turn })

const grey = 128

/** Rounding, in pixels, that must not turn the first or last pixel grey. */
const rounding = 1e-6

/** The whole photo. */
export const wholePhoto = ({ width, height }: PhotoSize): View => ({
  centre: point((width - 1) / 2, (height - 1) / 2),
  side: Math.max(width, height),
  turn: 0,
})

/** The whole photo with some margin, for faces that its edges cut: the detectors miss what the frame cuts. */
export const withMargin = (photo: PhotoSize): View => ({ ...wholePhoto(photo), side: 1.5 * wholePhoto(photo).side })

/** The whole photo with a margin, for a face that fills it. */
export const closeUp = (photo: PhotoSize): View => ({ ...wholePhoto(photo), side: 2 * wholePhoto(photo).side })

/** How much neighbouring tiles share, as a fraction of their side. */
export const tileOverlap = 0.25

/** The side of tiles of which two lie along a photo. */
export const sideOfTwo = (length: number) => length / (2 - tileOverlap)

/** Square tiles that cover a photo; neighbours overlap by a quarter or more. */
export function tiles({ width, height }: PhotoSize, side: number): readonly View[] {
  const step = 1 - tileOverlap
  const alongX = tileCentres(width, side, step)
  return tileCentres(height, side, step).flatMap((y) =>
    alongX.map((x): View => ({ centre: point(x, y), side, turn: 0 })),
  )
}

/** Evenly spread from edge to edge; one in the middle where a tile is longer than the photo. */
function tileCentres(length: number, side: number, step: number): readonly number[] {
  if (length <= side) return [(length - 1) / 2]
  // Less a rounding error, which must not cost another row of tiles.
  const gaps = Math.ceil((length / side - 1) / step - 1e-9)
  return Array.from({ length: gaps + 1 }, (_, index) => (side - 1) / 2 + (index * (length - side)) / gaps)
}

/** A square of `factor` times the box's longer side around its middle. */
export const around = (box: Box<'working'>, factor: number): View => ({
  centre: point(box.x + box.width / 2, box.y + box.height / 2),
  side: factor * Math.max(box.width, box.height),
  turn: 0,
})

/** Of the quarter turns; exact, so that a view without a turn samples whole pixels. */
const cosines = [1, 0, -1, 0] as const
const sines = [0, 1, 0, -1] as const

/** From pixels of the photo to those of the view, drawn `size` pixels wide. */
function toPixels({ centre, side, turn }: View, size: number): Similarity<'working', 'crop'> {
  const scale = size / side
  const [a, b] = [scale * cosines[turn], scale * sines[turn]]
  const middle = (size - 1) / 2
  return similarity(a, b, middle - a * centre.x + b * centre.y, middle - b * centre.x - a * centre.y)
}

/** Where a fraction of the view's width and height, as MediaPipe's tasks report points, lies in the photo. */
export const fromFraction = (view: View, { x, y }: Fraction) =>
  apply(invert(toPixels(view, 1)), point(x - 0.5, y - 0.5))

/** The box of the photo that a box of the view covers, in fractions of the view. */
export function boxFromFraction(view: View, corner: Fraction, size: Fraction): Box<'working'> {
  const from = fromFraction(view, corner)
  const to = fromFraction(view, { x: corner.x + size.x, y: corner.y + size.y })
  return box(Math.min(from.x, to.x), Math.min(from.y, to.y), Math.abs(to.x - from.x), Math.abs(to.y - from.y))
}

/**
 * Draws a view, grey outside the photo.
 * @param size  side of the drawing in pixels
 * @returns     RGBA, as ImageData has it
 */
export function render(photo: Pyramid, view: View, size: number): Uint8ClampedArray<ArrayBuffer> {
  const transform = toPixels(view, size)
  const factor = blockFactor(transform)
  const { data } = warp(photo.level(factor), compose(transform, fromLevel<'working', 'working'>(factor)), size)
  const { a, b, tx, ty } = invert(transform)
  const inside = (at: number, length: number) => at >= -rounding && at <= length - 1 + rounding
  const pixels = new Uint8ClampedArray(4 * size * size).fill(grey)
  for (let row = 0, from = 0, to = 0; row < size; row++)
    for (let column = 0; column < size; column++, from += 3, to += 4) {
      const isInside = inside(a * column - b * row + tx, photo.width) && inside(b * column + a * row + ty, photo.height)
      if (isInside) {
        pixels[to] = data[from]!
        pixels[to + 1] = data[from + 1]!
        pixels[to + 2] = data[from + 2]!
      }
      pixels[to + 3] = 255
    }
  return pixels
}

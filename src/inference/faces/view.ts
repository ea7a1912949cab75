import { type Box, type Point, point } from '#domain/geometry/point.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { invert, type Similarity, similarity } from '#domain/geometry/similarity.ts'
import { warp } from '#domain/geometry/warp.ts'

export interface PhotoSize {
  readonly width: number
  readonly height: number
}

/** The square part of a photo that a task looks at; it may reach over the photo's edge. */
export interface View {
  readonly centre: Point<'working'>
  /** Working pixels. */
  readonly side: number
}

const grey = 128

/** Rounding, in pixels, that must not turn the first or last pixel grey. */
const rounding = 1e-6

/** The whole photo. */
export const wholePhoto = ({ width, height }: PhotoSize): View => ({
  centre: point((width - 1) / 2, (height - 1) / 2),
  side: Math.max(width, height),
})

/** The whole photo with a margin, for a face that fills it: the detectors miss what the frame cuts. */
export const closeUp = (photo: PhotoSize): View => ({ ...wholePhoto(photo), side: 2 * wholePhoto(photo).side })

/** How much neighbouring tiles share, as a fraction of their side. */
export const tileOverlap = 0.25

/** Square tiles, `count` along the photo's longer side, that cover it; neighbours overlap by a quarter or more. */
export function tiles({ width, height }: PhotoSize, count: number): readonly View[] {
  const step = 1 - tileOverlap
  const side = Math.max(width, height) / (step * (count - 1) + 1)
  const alongX = tileCentres(width, side, step)
  return tileCentres(height, side, step).flatMap((y) => alongX.map((x) => ({ centre: point<'working'>(x, y), side })))
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
})

/** From pixels of the photo to those of the view, drawn `size` pixels wide. */
function toPixels({ centre, side }: View, size: number): Similarity<'working', 'crop'> {
  const scale = size / side
  return similarity(scale, 0, (size - 1) / 2 - scale * centre.x, (size - 1) / 2 - scale * centre.y)
}

/** Where a fraction of the view's width and height, as MediaPipe's tasks report points, lies in the photo. */
export const fromFraction = ({ centre, side }: View, { x, y }: { readonly x: number; readonly y: number }) =>
  point<'working'>(centre.x + (x - 0.5) * side, centre.y + (y - 0.5) * side)

/**
 * Draws a view, grey outside the photo.
 * @param size  side of the drawing in pixels
 * @returns     RGBA, as ImageData has it
 */
export function render(photo: Raster, view: View, size: number): Uint8ClampedArray<ArrayBuffer> {
  const transform = toPixels(view, size)
  const { data } = warp(photo, transform, size)
  const { a, tx, ty } = invert(transform)
  const inside = (at: number, length: number) => at >= -rounding && at <= length - 1 + rounding
  const pixels = new Uint8ClampedArray(4 * size * size).fill(grey)
  for (let row = 0, from = 0, to = 0; row < size; row++) {
    const rowInside = inside(a * row + ty, photo.height)
    for (let column = 0; column < size; column++, from += 3, to += 4) {
      if (rowInside && inside(a * column + tx, photo.width)) {
        pixels[to] = data[from]!
        pixels[to + 1] = data[from + 1]!
        pixels[to + 2] = data[from + 2]!
      }
      pixels[to + 3] = 255
    }
  }
  return pixels
}

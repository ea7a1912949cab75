/**
 * The coordinate systems of the project, kept apart by the compiler.
 *
 * - `source`: pixels of the photo after EXIF orientation
 * - `working`: pixels of the photo as it is held in memory, smaller where the photo is huge (working-size.ts)
 * - `crop`: pixels of the 112 × 112 crop that a model sees
 * - `proper`: pixels of that crop as it would be, were it cut properly
 *
 * Pixel centres lie at whole numbers, as in OpenCV's warpAffine.
 */
export type Space = 'source' | 'working' | 'crop' | 'proper'

declare const space: unique symbol

export interface Point<S extends Space> {
  readonly x: number
  readonly y: number
  readonly [space]: S
}

/** An upright rectangle in the same coordinates as points: x = −0.5 is the left edge of the photo, half a pixel left of pixel 0. */
export interface Box<S extends Space> {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly [space]: S
}

/** The only place where bare numbers become a point of a space. */
export const point = <S extends Space>(x: number, y: number) => ({ x, y }) as Point<S>

/** The only place where bare numbers become a box of a space; (x, y) is its top left corner. */
export const box = <S extends Space>(x: number, y: number, width: number, height: number) =>
  ({ x, y, width, height }) as Box<S>

export const distance = <S extends Space>(p: Point<S>, q: Point<NoInfer<S>>) => Math.hypot(q.x - p.x, q.y - p.y)

export const midpoint = <S extends Space>(p: Point<S>, q: Point<NoInfer<S>>) =>
  point<S>((p.x + q.x) / 2, (p.y + q.y) / 2)

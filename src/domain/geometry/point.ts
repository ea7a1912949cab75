/**
 * The three coordinate systems of the project, kept apart by the compiler.
 *
 * - `source`: pixels of the photo after EXIF orientation
 * - `crop`: pixels of the 112 × 112 crop that a model sees
 * - `unit`: fractions of the photo's width and height, ∈ [0, 1] inside the photo
 *
 * Pixel centres lie at whole numbers, as in OpenCV's warpAffine.
 */
export type Space = 'source' | 'crop' | 'unit'

declare const space: unique symbol

export interface Point<S extends Space> {
  readonly x: number
  readonly y: number
  readonly [space]: S
}

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

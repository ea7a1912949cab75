import { cellsOf, fromLevel } from './mip.ts'

/** Most pixels of a photo that are held in memory. */
export const workingPixels = 25e6

/** A photo's size in memory: reduced over blocks of factor × factor pixels; factor 1 leaves it as it is. */
export interface WorkingSize {
  readonly factor: number
  readonly width: number
  readonly height: number
}

/** The smallest whole factor with width × height / factor² ≤ 25 megapixels. */
export function workingSize(width: number, height: number): WorkingSize {
  const factor = Math.max(1, Math.ceil(Math.sqrt((width * height) / workingPixels)))
  const { x1, y1 } = cellsOf({ width, height }, factor)
  return { factor, width: x1, height: y1 }
}

/** From pixels in memory to pixels of the photo; `invert` it for the way there. */
export const workingToSource = (size: WorkingSize) => fromLevel<'working', 'source'>(size.factor)

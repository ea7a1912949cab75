import type { Raster } from '../geometry/raster.ts'
import type { Orientation } from './exif.ts'
import type { PictureSize } from './size.ts'

/** As a canvas has it: x' = a·x + c·y + e, y' = b·x + d·y + f, between the edges of pixels. */
export type CanvasMatrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

/** Of a picture after its turn. */
export const turnedSize = ({ width, height }: PictureSize, orientation: Orientation): PictureSize =>
  orientation >= 5 ? { width: height, height: width } : { width, height }

/** From a picture as it is stored to the upright one. */
export function turnMatrix({ width, height }: PictureSize, orientation: Orientation): CanvasMatrix {
  const matrices: Readonly<Record<Orientation, CanvasMatrix>> = {
    1: [1, 0, 0, 1, 0, 0],
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, height, 0],
    7: [0, -1, -1, 0, height, width],
    8: [0, -1, 1, 0, 0, width],
  }
  return matrices[orientation]
}

/** The upright picture. */
export function turn(stored: Raster, orientation: Orientation): Raster {
  if (orientation === 1) return stored
  const [a, b, c, d, e, f] = turnMatrix(stored, orientation)
  const { width, height } = turnedSize(stored, orientation)
  const { channels } = stored
  const data = new Uint8Array(width * height * channels)
  for (let y = 0, from = 0; y < stored.height; y++)
    for (let x = 0; x < stored.width; x++, from += channels) {
      // Half a pixel off at each edge, since a mirror maps edges to edges.
      const toX = a * (x + 0.5) + c * (y + 0.5) + e - 0.5
      const toY = b * (x + 0.5) + d * (y + 0.5) + f - 0.5
      const to = (toY * width + toX) * channels
      for (let channel = 0; channel < channels; channel++) data[to + channel] = stored.data[from + channel]!
    }
  return { width, height, channels, data }
}

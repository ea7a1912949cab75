import type { Raster } from '../geometry/raster.ts'
import type { Format } from './format.ts'
import { scanReach } from './jpeg-scan.ts'

/** Side of a corner that is looked at: a block of a JPEG. */
const block = 8

/**
 * Whether a decoded JPEG lacks pixels though it has an end marker: a file that was cut, and closed again. A decoder fills
 * what is missing with one colour. So where no corner is of one colour nothing is missing, and only where one is, as on a
 * white wall too, the file's data are counted.
 */
export const hasMissingPixels = (bytes: Uint8Array, { name }: Format, decoded: Raster): boolean => {
  if (name !== 'JPEG' || !hasPlainCorner(decoded)) return false
  const reach = scanReach(bytes)
  return reach !== null && reach.units < reach.of
}

/** In any corner, since a turned picture has its last block in another one. */
function hasPlainCorner({ width, height, channels, data }: Raster): boolean {
  const [sideX, sideY] = [Math.min(block, width), Math.min(block, height)]
  const isPlain = (left: number, top: number) => {
    const first = (top * width + left) * channels
    for (let y = top; y < top + sideY; y++)
      for (let x = left; x < left + sideX; x++)
        for (let channel = 0; channel < 3; channel++)
          if (data[(y * width + x) * channels + channel] !== data[first + channel]) return false
    return true
  }
  return [0, width - sideX].some((left) => [0, height - sideY].some((top) => isPlain(left, top)))
}

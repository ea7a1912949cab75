import type { Raster } from '../geometry/raster.ts'

/** Most frames of an animation that are looked at: a black start is short, or it is a black film. */
export const mostFrames = 100

/** Up to this value of 255 a pixel counts as black: a compressed black is not quite 0. */
const black = 8

/** Whether a frame is black all over; what lies under no pixel of it is white by then. */
export function isBlack({ data, channels }: Raster): boolean {
  for (let i = 0; i < data.length; i++) if (data[i]! > black && (channels === 3 || i % 4 !== 3)) return false
  return true
}

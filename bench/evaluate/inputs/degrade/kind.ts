import type { FivePoints } from '#domain/alignment/face.ts'
import type { Raster } from '#domain/geometry/raster.ts'

/** Draws from the uniform distribution on [0, 1). */
export type Draw = () => number

/** One way to spoil a picture. Lengths are in pixels of a picture whose eyes are some 43 pixels apart. */
export interface DegradationKind {
  readonly id: string
  /** In a list in a sentence. */
  readonly label: string
  /** How strong it is, with its range. */
  readonly describe: string
  /**
   * @param picture  RGB
   * @param draw     gives the strength, the same for the same seed
   * @param face     in pixels of the picture
   */
  readonly apply: (picture: Raster, draw: Draw, face: FivePoints<'working'>) => Promise<Raster> | Raster
}

/** A draw from the uniform distribution on [low, high). */
export const uniform = (draw: Draw, low: number, high: number) => low + (high - low) * draw()

/** A draw from the whole numbers low to high, both of them among these. */
export const whole = (draw: Draw, low: number, high: number) => Math.floor(uniform(draw, low, high + 1))

/**
 * Pixels as they come: rows from the top, 8 bits a channel, red first. Channel 4, where there is one, is skipped: the
 * alpha of a canvas. The data of an ImageData fit without a copy.
 */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
  /** width × height × channels values. */
  readonly data: Uint8Array | Uint8ClampedArray
}

import jpeg from 'jpeg-js'

/** An RGB picture, three bytes a pixel, rows from the top. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** The colour of a picture at a point; writes three channels into `out` from `offset` on. */
export type Sampler = (x: number, y: number, out: Float64Array) => void

/** jpeg-js decodes and encodes in plain JavaScript, so the bytes are the same on every machine. */
export function decode(bytes: Uint8Array): Picture {
  const { width, height, data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: false })
  return { width, height, data: new Uint8ClampedArray(data) }
}

/** @param quality JPEG quality, 1 to 100 */
export function encode({ width, height, data }: Picture, quality: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel++) rgba.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4)
  return new Uint8Array(jpeg.encode({ width, height, data: rgba }, quality).data)
}

/** A new picture, each pixel computed from its place by `colour`. */
export function paint(width: number, height: number, colour: Sampler): Picture {
  const data = new Uint8ClampedArray(width * height * 3)
  const rgb = new Float64Array(3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      colour(x, y, rgb)
      data.set(rgb, (y * width + x) * 3)
    }
  return { width, height, data }
}

const corners = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const

/** Bilinear sampling; beyond its edges the picture is mirrored. */
export function bilinear({ width, height, data }: Picture): Sampler {
  return (x, y, out) => {
    const left = Math.floor(x)
    const top = Math.floor(y)
    out.fill(0)
    for (const [dx, dy] of corners) {
      const weight = (dx ? x - left : 1 - x + left) * (dy ? y - top : 1 - y + top)
      if (weight === 0) continue
      const offset = (mirror(top + dy, height) * width + mirror(left + dx, width)) * 3
      for (let channel = 0; channel < 3; channel++) out[channel]! += weight * data[offset + channel]!
    }
  }
}

function mirror(index: number, size: number): number {
  const period = 2 * (size - 1)
  const wrapped = ((index % period) + period) % period
  return Math.min(wrapped, period - wrapped)
}

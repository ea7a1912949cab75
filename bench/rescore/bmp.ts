import type { Raster } from '#domain/geometry/raster.ts'

/** Masks of red, green and blue, where a file states none. */
const usualMasks: Readonly<Record<number, readonly [number, number, number]>> = {
  16: [0x7c00, 0x03e0, 0x001f],
  32: [0xff0000, 0x00ff00, 0x0000ff],
}

const compression = { none: 0, bitFields: 3, alphaBitFields: 6 } as const

/**
 * Decodes a Windows bitmap, which sharp does not read: palettes, 16, 24 and 32 bits a pixel; rows from below or from above.
 * An alpha channel is ignored, as Chromium does where the header does not declare one.
 * @throws Error where it is compressed, or is OS/2's
 */
export function decodeBmp(bytes: Uint8Array): Raster {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerSize = data.getUint32(14, true)
  if (headerSize < 40) throw new Error('A BMP of OS/2 is not read here.')
  const width = data.getInt32(18, true)
  const signedHeight = data.getInt32(22, true)
  const height = Math.abs(signedHeight)
  const bits = data.getUint16(28, true)
  const method = data.getUint32(30, true)
  const hasMasks = method === compression.bitFields || method === compression.alphaBitFields
  if (method !== compression.none && !hasMasks) throw new Error('A compressed BMP is not read here.')
  const start = data.getUint32(10, true)
  const stride = 4 * Math.ceil((width * bits) / 32)
  if (start + stride * height > bytes.length) throw new Error('The BMP ends early.')
  const palette = 14 + headerSize
  const masks = hasMasks ? [54, 58, 62].map((at) => data.getUint32(at, true)) : (usualMasks[bits] ?? [])
  const channels = masks.map(channelOf)

  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0, to = 0; y < height; y++) {
    const row = start + stride * (signedHeight < 0 ? y : height - 1 - y)
    for (let x = 0; x < width; x++, to += 3) {
      if (bits === 16 || bits === 32) {
        const value = bits === 16 ? data.getUint16(row + 2 * x, true) : data.getUint32(row + 4 * x, true)
        for (let channel = 0; channel < 3; channel++) pixels[to + channel] = channels[channel]!(value)
      } else {
        const perByte = 8 / bits
        const from =
          bits === 24
            ? row + 3 * x
            : palette +
              4 * ((bytes[row + Math.floor(x / perByte)]! >> (8 - bits * ((x % perByte) + 1))) & (2 ** bits - 1))
        // Blue stands first.
        for (let channel = 0; channel < 3; channel++) pixels[to + channel] = bytes[from + 2 - channel]!
      }
    }
  }
  return { width, height, channels: 3, data: pixels }
}

/** Takes a channel out of a pixel, and spreads it over 0–255. */
function channelOf(mask: number): (value: number) => number {
  const shift = 31 - Math.clz32(mask & -mask)
  const most = mask >>> shift
  return (value) => Math.round((255 * ((value & mask) >>> shift)) / most)
}

import { describe, expect, it } from 'vitest'
import { decodeBmp } from './bmp.ts'

interface Header {
  readonly width: number
  /** Negative: rows from the top. */
  readonly height: number
  readonly bits: number
  readonly compression?: number
  /** Palette or masks, as they stand behind the header. */
  readonly behind?: readonly number[]
}

/** A bitmap with a header of 40 bytes. */
function bitmap({ width, height, bits, compression = 0, behind = [] }: Header, pixels: readonly number[]): Uint8Array {
  const start = 54 + behind.length
  const file = new Uint8Array(start + pixels.length)
  const data = new DataView(file.buffer)
  data.setUint32(10, start, true)
  data.setUint32(14, 40, true)
  data.setInt32(18, width, true)
  data.setInt32(22, height, true)
  data.setUint16(28, bits, true)
  data.setUint32(30, compression, true)
  file.set(behind, 54)
  file.set(pixels, start)
  return file
}

const little = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24]
const red = [255, 0, 0]
const green = [0, 255, 0]
const blue = [0, 0, 255]

const pixelsOf = (file: Uint8Array) => [...decodeBmp(file).data]

describe('decodeBmp', () => {
  it('reads 24 bits, rows from below or from above, each filled up to four bytes', () => {
    const rows = [...[0, 0, 255], 0, ...[255, 0, 0], 0]
    expect(pixelsOf(bitmap({ width: 1, height: 2, bits: 24 }, rows))).toEqual([...blue, ...red])
    expect(pixelsOf(bitmap({ width: 1, height: -2, bits: 24 }, rows))).toEqual([...red, ...blue])
  })

  it('reads palettes of one, four and eight bits', () => {
    const behind = [...[0, 0, 255, 0], ...[0, 255, 0, 0]]
    const colours = [...red, ...green, ...red]
    expect(pixelsOf(bitmap({ width: 3, height: 1, bits: 1, behind }, [0b01000000, 0, 0, 0]))).toEqual(colours)
    expect(pixelsOf(bitmap({ width: 3, height: 1, bits: 4, behind }, [0x01, 0x00, 0, 0]))).toEqual(colours)
    expect(pixelsOf(bitmap({ width: 3, height: 1, bits: 8, behind }, [0, 1, 0, 0]))).toEqual(colours)
  })

  it('reads 16 and 32 bits, with the usual masks or with the file’s own', () => {
    expect(pixelsOf(bitmap({ width: 2, height: 1, bits: 16 }, [0x00, 0x7c, 0xe0, 0x03]))).toEqual([...red, ...green])
    expect(pixelsOf(bitmap({ width: 1, height: 1, bits: 32 }, [0, 255, 0, 9]))).toEqual(green)
    const behind = [0xf800, 0x07e0, 0x001f].flatMap(little)
    const own = { width: 2, height: 1, bits: 16, compression: 3, behind }
    expect(pixelsOf(bitmap(own, [0x00, 0xf8, 0xe0, 0x07]))).toEqual([...red, ...green])
    const high = {
      width: 1,
      height: 1,
      bits: 32,
      compression: 3,
      behind: [0xff000000, 0xff0000, 0xff00].flatMap(little),
    }
    expect(pixelsOf(bitmap(high, [0, 0, 0, 255]))).toEqual(red)
  })

  it('refuses what is compressed, of OS/2, or too short', () => {
    expect(() => decodeBmp(bitmap({ width: 1, height: 1, bits: 8, compression: 1 }, [0, 0, 0, 0]))).toThrow(
      'compressed',
    )
    expect(() => decodeBmp(bitmap({ width: 9, height: 9, bits: 24 }, [1, 2, 3, 0]))).toThrow('early')
    const old = bitmap({ width: 1, height: 1, bits: 24 }, [1, 2, 3, 0])
    old[14] = 12
    expect(() => decodeBmp(old)).toThrow('OS/2')
  })
})

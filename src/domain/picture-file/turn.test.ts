import sharp from 'sharp'
import { expect, it } from 'vitest'
import type { Orientation } from './exif.ts'
import { turn } from './turn.ts'

const data = Uint8Array.from({ length: 5 * 3 * 3 }, (_, i) => 5 * i)
const stored = { width: 5, height: 3, channels: 3 as const, data }

it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)(
  'turn has orientation %s as libvips has it',
  async (orientation: Orientation) => {
    const tagged = await sharp(data, { raw: stored })
      .withMetadata({ orientation })
      .tiff({ compression: 'none' })
      .toBuffer()
    const { data: expected, info } = await sharp(tagged).autoOrient().raw().toBuffer({ resolveWithObject: true })
    expect(turn(stored, orientation)).toEqual({
      width: info.width,
      height: info.height,
      channels: 3,
      data: new Uint8Array(expected),
    })
  },
)

import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { endsEarly, formatOf } from './file-structure.ts'

const astronaut = readFileSync('e2e/photos/astronaut.jpg')
const text = (value: string) => new TextEncoder().encode(value)

describe('formatOf', () => {
  it.each([
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['HEIF', '\0\0\0\x14ftypmif1\0\0\0\0miaf'],
    ['AVIF', '\0\0\0\x18ftypmif1\0\0\0\0avifmiaf'],
    ['GIF', 'GIF89a'],
    ['TIFF', 'II*\0'],
  ])('knows %s', (name, bytes) => {
    expect(formatOf(text(bytes))?.name).toBe(name)
  })
  it.each([['a text'], [''], ['\0\0\0\x14ftypisom\0\0\0\0mp42']])('knows that %j is no picture', (bytes) => {
    expect(formatOf(text(bytes))).toBeNull()
  })
})

describe('endsEarly', () => {
  const files: Record<string, Buffer> = {}
  beforeAll(async () => {
    const small = sharp(astronaut).resize(64)
    files.baseline = await small.clone().jpeg().toBuffer()
    files.progressive = await small.clone().jpeg({ progressive: true }).toBuffer()
    files.png = await small.clone().png().toBuffer()
    files.webp = await small.clone().webp().toBuffer()
  })

  it.each(['baseline', 'progressive', 'png', 'webp'])(
    'finds a whole %s whole, and any part of it too short',
    (name) => {
      const file = files[name]!
      expect(endsEarly(file)).toBe(false)
      for (let length = 12; length < file.length; length += 7) expect(endsEarly(file.subarray(0, length))).toBe(true)
      expect(endsEarly(file.subarray(0, -1))).toBe(true)
    },
  )

  it.each(['baseline', 'png'])('does not mind what follows the end of a %s', (name) => {
    expect(endsEarly(Buffer.concat([files[name]!, Buffer.from('a film')]))).toBe(false)
  })

  it('takes a camera’s JPEG, with its segments', () => {
    expect(endsEarly(astronaut)).toBe(false)
  })

  it('leaves other files to the decoder', () => {
    expect(endsEarly(text('GIF89a'))).toBe(false)
  })
})

import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { concat } from './bytes.ts'
import { type PreparedPicture, preparePicture } from './prepare.ts'

const astronaut = new Uint8Array(readFileSync('e2e/photos/astronaut.jpg'))
const text = (value: string) => new TextEncoder().encode(value)

const codeOf = (bytes: Uint8Array<ArrayBuffer>) => {
  try {
    preparePicture(bytes)
    return null
  } catch (thrown) {
    return (thrown as { readonly code: string }).code
  }
}

const files: Record<string, Uint8Array<ArrayBuffer>> = {}
beforeAll(async () => {
  const small = () => sharp(astronaut).resize(64)
  const made = {
    baseline: small().jpeg(),
    restarts: small().jpeg({ chromaSubsampling: '4:4:4' }),
    grey: small().greyscale().jpeg(),
    progressive: small().jpeg({ progressive: true }),
    png: small().png(),
    webp: small().webp(),
  }
  for (const [name, image] of Object.entries(made)) files[name] = new Uint8Array(await image.toBuffer())
})

describe('preparePicture', () => {
  it.each(['baseline', 'restarts', 'grey', 'progressive', 'png', 'webp'])(
    'takes a whole %s as it is, and any part of it is damaged',
    (name) => {
      const file = files[name]!
      expect(preparePicture(file).bytes).toBe(file)
      // Without its last two bytes a JPEG is whole but for its end marker.
      for (let length = 32; length < file.length - 16; length += 61)
        expect(codeOf(file.slice(0, length)), `${length} of ${file.length} bytes`).toBe('damaged-file')
    },
  )

  it.each(['baseline', 'restarts', 'grey'])(
    'gives a %s the end marker that alone it lacks, before what trails it',
    (name) => {
      const open = files[name]!.slice(0, -2)
      expect(preparePicture(open).bytes).toEqual(files[name])
      // A trailer as some phones write it; a marker in it ends nothing.
      const trailed = concat(open, Uint8Array.of(0xff, 0xe1, 0, 4, 1, 2), text('a film'))
      expect(preparePicture(trailed).bytes).toEqual(files[name])
    },
  )

  it.each(['baseline', 'png'])('does not mind what follows the end of a %s', (name) => {
    expect(codeOf(concat(files[name]!, text('a film')))).toBeNull()
  })

  it('takes a camera’s JPEG, with its segments', () => {
    expect(codeOf(astronaut)).toBeNull()
  })

  it('calls an empty file empty, and a text no picture', () => {
    expect(codeOf(new Uint8Array())).toBe('empty-file')
    expect(codeOf(text('A shopping list, which is long enough for a head.'))).toBe('unsupported-file')
  })

  it('leaves other files to the decoder', () => {
    expect(codeOf(text('GIF89a'))).toBeNull()
  })

  it('knows a picture that no canvas holds by its header', async () => {
    const png = new Uint8Array(files.png!)
    const resized = (width: number, height: number) => {
      const view = new DataView(png.buffer)
      view.setUint32(16, width)
      view.setUint32(20, height)
      return codeOf(png)
    }
    expect(resized(70_000, 10)).toBe('too-large')
    expect(resized(24_000, 24_000)).toBe('too-large')
    expect(resized(12_000, 9_000)).toBeNull()
  })
})

describe('preparePicture, of the EXIF orientation', () => {
  const oriented = async (image: sharp.Sharp, orientation: number): Promise<PreparedPicture> =>
    preparePicture(new Uint8Array(await image.withMetadata({ orientation }).toBuffer()))

  it.each(['jpeg', 'png', 'webp'] as const)(
    'takes that of a %s out of the file, which stays readable',
    async (kind) => {
      for (const wanted of [1, 3, 6, 8]) {
        const { bytes, orientation } = await oriented(sharp(astronaut).resize(48, 32)[kind](), wanted)
        expect(orientation).toBe(wanted)
        const { data, info } = await sharp(bytes, { failOn: 'warning' })
          .autoOrient()
          .raw()
          .toBuffer({ resolveWithObject: true })
        expect([info.width, info.height, data.length]).toEqual([48, 32, 48 * 32 * 3])
      }
    },
  )

  it('leaves that of an AVIF, which its decoder obeys by other means', async () => {
    const { orientation } = await oriented(sharp(astronaut).resize(48, 32).avif(), 6)
    expect(orientation).toBe(1)
  })
})

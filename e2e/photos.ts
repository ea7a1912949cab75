import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

/** NASA's portrait of Eileen Collins, 512 × 512, public domain: one face, 44 px between the eyes. */
export const ASTRONAUT = 'e2e/photos/astronaut.jpg'

/** The sides of the part of ASTRONAUT that holds the head, for photos pasted together. */
const HEAD = { left: 140, top: 20, width: 170, height: 190 }

const photo = () => sharp(ASTRONAUT)
const jpeg = { quality: 92 }

/** Photos and broken files for tests, made on the spot: name → bytes. */
export const makers = {
  'blurred.jpg': () => photo().blur(5).jpeg(jpeg).toBuffer(),
  'no-face.jpg': () =>
    sharp({
      create: {
        width: 640,
        height: 480,
        channels: 3,
        background: '#7d8a83',
        noise: { type: 'gaussian', mean: 128, sigma: 20 },
      },
    })
      .jpeg(jpeg)
      .toBuffer(),
  'text.jpg': async () => Buffer.from('This is a shopping list, not a photo.\n'),
  'truncated.jpg': async () => (await readFile(ASTRONAUT)).subarray(0, 20_000),
  'turned.jpg': async () =>
    // Stored lying on its side, with the EXIF orientation that puts it upright.
    sharp(await photo().rotate(-90).toBuffer())
      .withMetadata({ orientation: 6 })
      .jpeg(jpeg)
      .toBuffer(),
  'group.jpg': async () => {
    const sizes = [200, 120, 80, 48]
    const heads = await Promise.all(
      sizes.map((width) => photo().extract(HEAD).resize({ width }).toBuffer({ resolveWithObject: true })),
    )
    let left = 30
    const placed = heads.map(({ data, info }) => {
      const at = { input: data, left, top: 60 }
      left += info.width + 60
      return at
    })
    return sharp({ create: { width: 900, height: 400, channels: 3, background: '#8b8f94' } })
      .composite(placed)
      .jpeg(jpeg)
      .toBuffer()
  },
} satisfies Record<string, () => Promise<Buffer>>

/** Writes the named photos into a folder and returns their paths, in the order of the names. */
export async function makePhotos(folder: string, names: readonly (keyof typeof makers)[]): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      writeFileSync(path, await makers[name]())
      return path
    }),
  )
}

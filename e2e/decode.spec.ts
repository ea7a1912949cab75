import { readFileSync, writeFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { decodeFile } from '../bench/rescore/decode.ts'
import { bitmapFile } from './bitmap-file.ts'
import type { Decoded } from './decode/worker.ts'
import { servePage } from './faces/server.ts'
import { ASTRONAUT } from './photos.ts'

let server: Awaited<ReturnType<typeof servePage>>
let page: Page

test.beforeAll(async ({ browser }) => {
  server = await servePage('e2e/decode/page.html')
  page = await browser.newPage()
  await page.goto(server.url)
  await page.waitForFunction(() => 'pictures' in globalThis)
})

test.afterAll(async () => {
  await page.close()
  await server.close()
})

const inBrowser = (file: Uint8Array): Promise<Decoded> =>
  page.evaluate(
    async (base64): Promise<Decoded> => globalThis.pictures.decode(base64),
    Buffer.from(file).toString('base64'),
  )

async function inNode(file: Uint8Array, path: string): Promise<Decoded> {
  writeFileSync(path, file)
  const { raster } = await decodeFile(path)
  return { width: raster.width, height: raster.height, pixels: Buffer.from(raster.data).toString('base64') }
}

/** Largest difference between two pictures of one size, in grey levels. */
function farthest(one: Decoded, other: Decoded): number {
  if (typeof one === 'string' || typeof other === 'string') throw new Error(`${one} against ${other}`)
  expect([one.width, one.height]).toEqual([other.width, other.height])
  const [pixels, others] = [one, other].map((each) => Buffer.from(each.pixels, 'base64'))
  expect(pixels!.length).toBe(others!.length)
  return pixels!.reduce((most, value, i) => Math.max(most, Math.abs(value - others![i]!)), 0)
}

/** Not square, so that a wrong turn shows. */
const photo = () => sharp(ASTRONAUT).extract({ left: 150, top: 40, width: 144, height: 96 })

/** A picture whose left is clear, and which fades in to the right. */
async function faded(): Promise<sharp.Sharp> {
  const { data } = await photo().raw().toBuffer({ resolveWithObject: true })
  const rgba = Buffer.alloc(144 * 96 * 4)
  for (let i = 0; i < 144 * 96; i++)
    rgba.set([data[3 * i]!, data[3 * i + 1]!, data[3 * i + 2]!, Math.min(255, 2 * (i % 144))], 4 * i)
  return sharp(rgba, { raw: { width: 144, height: 96, channels: 4 } })
}

const orientations = [1, 2, 3, 4, 5, 6, 7, 8]
const oriented = {
  JPEG: (image: sharp.Sharp) => image.jpeg({ quality: 90 }),
  'progressive JPEG': (image: sharp.Sharp) => image.jpeg({ progressive: true }),
  PNG: (image: sharp.Sharp) => image.png(),
  WebP: (image: sharp.Sharp) => image.webp({ quality: 90 }),
  'lossless WebP': (image: sharp.Sharp) => image.webp({ lossless: true }),
}

for (const [name, write] of Object.entries(oriented)) {
  test(`a ${name} is the same in the page and in Node, in each of the eight orientations`, async ({
    browserName: _,
  }, info) => {
    for (const orientation of orientations) {
      const file = await write(photo().withMetadata({ orientation })).toBuffer()
      const decoded = await inBrowser(file)
      expect(farthest(decoded, await inNode(file, info.outputPath('file'))), `orientation ${orientation}`).toBe(0)
      expect(decoded).toMatchObject(orientation < 5 ? { width: 144, height: 96 } : { width: 96, height: 144 })
    }
  })
}

/** Of each, how many grey levels the decoders may differ. */
const colours: Readonly<Record<string, readonly [tolerance: number, make: () => Promise<Buffer>]>> = {
  'a grey JPEG': [0, () => photo().greyscale().jpeg().toBuffer()],
  'a grey PNG': [0, () => photo().greyscale().png().toBuffer()],
  'a JPEG in Display-P3': [0, () => photo().withIccProfile('p3').jpeg().toBuffer()],
  'a PNG in Display-P3': [0, () => photo().withIccProfile('p3').png().toBuffer()],
  'a PNG with a palette': [0, () => photo().png({ palette: true }).toBuffer()],
  'a GIF': [0, () => photo().gif().toBuffer()],
  'a BMP': [0, () => bitmapFile(photo())],
  'a half-transparent PNG': [1, async () => (await faded()).png().toBuffer()],
  'a half-transparent WebP': [1, async () => (await faded()).webp({ lossless: true }).toBuffer()],
  'a PNG of 16 bits': [1, () => photo().toColourspace('rgb16').png().toBuffer()],
  'an AVIF': [1, () => photo().avif({ quality: 80 }).toBuffer()],
}

for (const [name, [tolerance, make]] of Object.entries(colours)) {
  test(`${name} is the same in the page and in Node${tolerance > 0 ? ', within a grey level' : ''}`, async ({
    browserName: _,
  }, info) => {
    const file = await make()
    expect(farthest(await inBrowser(file), await inNode(file, info.outputPath('file')))).toBeLessThanOrEqual(tolerance)
  })
}

test('a CMYK photo is read in the page, and Node says why it does not compare it', async ({ browserName: _ }, info) => {
  const file = await photo().toColourspace('cmyk').jpeg().toBuffer()
  expect(await inBrowser(file)).toMatchObject({ width: 144, height: 96 })
  await expect(inNode(file, info.outputPath('file'))).rejects.toThrow('CMYK')
})

test('an animation is its first frame that is not black, in the page and in Node', async ({ browserName: _ }, info) => {
  const shown = await photo().raw().toBuffer()
  const frames = Buffer.concat([Buffer.alloc(shown.length), Buffer.alloc(shown.length), shown])
  const animation = sharp(frames, { raw: { width: 144, height: 288, channels: 3, pageHeight: 96 } as sharp.CreateRaw })
  const file = await animation.webp({ lossless: true, loop: 0, delay: [40, 40, 40] }).toBuffer()
  const decoded = await inBrowser(file)
  expect(farthest(decoded, { width: 144, height: 96, pixels: shown.toString('base64') })).toBeLessThanOrEqual(1)
  expect(farthest(decoded, await inNode(file, info.outputPath('file')))).toBeLessThanOrEqual(1)
})

test('a file that is not whole says what is wrong with it', async () => {
  const whole = readFileSync(ASTRONAUT)
  expect(await inBrowser(Buffer.alloc(0))).toBe('empty-file')
  expect(await inBrowser(whole.subarray(0, whole.length - 2))).toMatchObject({ width: 512, height: 512 })
  expect(await inBrowser(whole.subarray(0, 20_000))).toBe('damaged-file')
  expect(await inBrowser(Buffer.concat([whole.subarray(0, 20_000), Buffer.of(0xff, 0xd9)]))).toBe('damaged-file')
  expect(await inBrowser(Buffer.concat([whole, Buffer.from('a film')]))).toMatchObject({ width: 512, height: 512 })
})

test('a picture that no canvas holds is too large, and never black', async () => {
  const wide = await sharp({ create: { width: 66_000, height: 4, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  expect(await inBrowser(wide)).toBe('too-large')
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { point } from '#domain/geometry/point.ts'
import { apply } from '#domain/geometry/similarity.ts'
import { decodeFile } from './decode.ts'

describe('decodeFile', () => {
  let folder: string
  const at = (name: string) => join(folder, name)
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumb-decode-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const plain = (width: number, height: number, background: sharp.Color) =>
    sharp({ create: { width, height, channels: 4, background } })

  it('turns a photo by its EXIF orientation', async () => {
    await plain(30, 20, 'red').withMetadata({ orientation: 6 }).jpeg().toFile(at('turned.jpg'))
    const { width, height } = await decodeFile(at('turned.jpg'))
    expect([width, height]).toEqual([20, 30])
  })

  it('puts transparent pixels over white', async () => {
    await plain(2, 1, { r: 0, g: 0, b: 0, alpha: 0 }).png().toFile(at('clear.png'))
    const { raster } = await decodeFile(at('clear.png'))
    expect([...raster.data]).toEqual([255, 255, 255, 255, 255, 255])
  })

  it('reads a grey picture as RGB', async () => {
    await plain(1, 1, '#777').greyscale().png().toFile(at('grey.png'))
    const { raster } = await decodeFile(at('grey.png'))
    expect([...raster.data]).toEqual([0x77, 0x77, 0x77])
  })

  it('averages a large photo down, and knows the way back', async () => {
    await plain(7000, 4000, 'blue').png().toFile(at('large.png'))
    const { raster, toSource, width, height } = await decodeFile(at('large.png'))
    expect([raster.width, raster.height, width, height]).toEqual([3500, 2000, 7000, 4000])
    expect(apply(toSource, point<'working'>(0, 0))).toEqual(point(0.5, 0.5))
  }, 60_000)

  it('refuses CMYK', async () => {
    await plain(8, 8, 'red').toColourspace('cmyk').jpeg().toFile(at('print.jpg'))
    await expect(decodeFile(at('print.jpg'))).rejects.toThrow('CMYK')
  })
})

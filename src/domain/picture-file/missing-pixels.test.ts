import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Raster } from '../geometry/raster.ts'
import { concat } from './bytes.ts'
import { hasMissingPixels } from './missing-pixels.ts'

const jpeg = { name: 'JPEG', common: true } as const

/** As a browser decodes it, which does not mind what is missing. */
async function decoded(bytes: Uint8Array): Promise<Raster> {
  const { data, info } = await sharp(bytes, { failOn: 'none' }).raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: info.channels as 3, data }
}

const lacks = async (bytes: Uint8Array) => hasMissingPixels(bytes, jpeg, await decoded(bytes))

const made = async (image: sharp.Sharp) => new Uint8Array(await image.toBuffer())
const photo = () => sharp(readFileSync('e2e/photos/astronaut.jpg'))
const wall = () => sharp({ create: { width: 200, height: 120, channels: 3, background: '#eee' } })

describe('hasMissingPixels', () => {
  it('finds nothing missing in a photo, nor on a white wall', async () => {
    expect(await lacks(await made(photo().jpeg()))).toBe(false)
    expect(await lacks(await made(wall().jpeg()))).toBe(false)
  })

  it('finds a photo that was cut and closed again', async () => {
    const whole = await made(photo().jpeg())
    for (const share of [0.4, 0.7, 0.95]) {
      const cut = concat(whole.subarray(0, Math.round(share * whole.length)), Uint8Array.of(0xff, 0xd9))
      expect(await lacks(cut), `${share} of the file`).toBe(true)
    }
  })
})

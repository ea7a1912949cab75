import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { point } from './point.ts'
import type { Raster } from './raster.ts'
import { compose, fromMatrix, type Matrix, type Similarity, translation, turnAndScale } from './similarity.ts'
import fixture from './warp.fixture.json'
import { warp, warpAll } from './warp.ts'

const unpacked = (base64: string) => new Uint8Array(inflateSync(Buffer.from(base64, 'base64')))

const sources = new Map(
  Object.entries(fixture.sources).map(([name, { width, height, rgb }]): [string, Raster] => [
    name,
    { width, height, channels: 3, data: unpacked(rgb) },
  ]),
)
const wide = sources.get('wide')!

const withAlpha = ({ width, height, data }: Raster): Raster => ({
  width,
  height,
  channels: 4,
  data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
    i % 4 < 3 ? data[(i >> 2) * 3 + (i % 4)]! : 7,
  ),
})

/** As text, since comparing arrays value by value takes seconds. */
const pixels = ({ data }: Raster) => Buffer.from(data).toString('base64')

/** From the middle of the wide source to the middle of the crop. */
const framed = (degrees: number, scale: number) =>
  compose(translation<'crop'>(56 - 150, 56 - 100), turnAndScale(degrees, scale, point<'crop'>(150, 100))) as Similarity<
    'crop',
    'crop'
  >

describe('a crop', () => {
  it.each(fixture.cases)('is OpenCV’s within one grey level: $name', ({ source, transform, crop }) => {
    const found = warp(sources.get(source)!, fromMatrix<'source', 'crop'>(transform as unknown as Matrix)).data
    const expected = unpacked(crop)
    const differences = found.map((value, i) => Math.abs(value - expected[i]!))
    expect(found.length).toBe(expected.length)
    expect(Math.max(...differences)).toBeLessThanOrEqual(1)
  })

  it('is the same from RGBA', () => {
    for (const scale of [1, 1 / 3])
      expect(pixels(warp(withAlpha(wide), framed(20, scale)))).toBe(pixels(warp(wide, framed(20, scale))))
  })

  it('of whole pixels copies them, black outside', () => {
    const source: Raster = { width: 2, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) }
    expect([...warp(source, translation<'crop'>(1, 0), 4).data.subarray(0, 12)]).toEqual([
      0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0,
    ])
  })

  it('beside the picture is black', () => {
    for (const scale of [1, 1 / 5]) {
      const away = compose(translation<'crop'>(1e5, -1e5), framed(0, scale))
      expect(warp(wide, away).data.every((value) => value === 0)).toBe(true)
    }
  })

  it('does not depend on what is cut with it', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -180, max: 180 }), fc.double({ min: 0.1, max: 2, noNaN: true })), {
          minLength: 1,
          maxLength: 5,
        }),
        (frames) => {
          const transforms = frames.map(([degrees, scale]) => framed(degrees, scale))
          expect(warpAll(wide, transforms).map(pixels)).toEqual(
            transforms.map((transform) => pixels(warp(wide, transform))),
          )
        },
      ),
      { numRuns: 20 },
    ))
})

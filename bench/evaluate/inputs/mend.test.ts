import { expect, it } from 'vitest'
import { toMatrix, turnAndScale } from '#domain/geometry/similarity.ts'
import { faceCentre } from '#domain/geometry/template.ts'
import { warp } from '#domain/geometry/warp.ts'
import { mendCrop } from './mend.ts'

const data = Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => (i * 7919) % 251)
const crop = { width: 112, height: 112, channels: 3, data } as const

it('a crop is mended by where the points of the proper one lie in it', () => {
  const mended = mendCrop(crop, [1, 0, 8, 0, 1, -4])!
  const at = (raster: { readonly data: ArrayLike<number> }, x: number, y: number) => raster.data[(y * 112 + x) * 3]
  expect(at(mended, 10, 20)).toBe(at(crop, 18, 16))
  // Nothing is left of the crop there.
  expect(at(mended, 110, 20)).toBe(0)
  expect(at(mended, 10, 2)).toBe(0)
})

it('a crop that was turned and made larger is turned back and made smaller', () => {
  const misaligned = turnAndScale<'crop'>(20, 1.3, faceCentre)
  const smooth = { ...crop, data: Uint8Array.from(data, (_, i) => 100 + (Math.floor(i / 3) % 112) / 2) }
  const mended = mendCrop(warp(smooth, misaligned), Float32Array.from(toMatrix(misaligned)))!
  const middle = (60 * 112 + 56) * 3
  expect(Math.abs(mended.data[middle]! - smooth.data[middle]!)).toBeLessThanOrEqual(1)
})

it.each([[[Number.NaN, 0, 0, 0, 1, 0]], [[0, 0, 5, 0, 0, 5]], [[]]])('%j is no alignment', (alignment) => {
  expect(mendCrop(crop, alignment)).toBeNull()
})

import { expect, it } from 'vitest'
import type { Raster } from '../geometry/raster.ts'
import { toTensor } from './tensor.ts'

const area = 112 * 112

const plain = (channels: 3 | 4, colour: readonly number[]): Raster => ({
  width: 112,
  height: 112,
  channels,
  data: Uint8Array.from({ length: area * channels }, (_, i) => colour[i % channels]!),
})

it('a tensor has a red, a green and a blue plane a crop', () => {
  const { data, dims } = toTensor([plain(3, [1, 2, 3]), plain(4, [253, 254, 255, 99])])
  expect(dims).toEqual([2, 3, 112, 112])
  expect(data.length).toBe(2 * 3 * area)
  const planes = [0, 1, 2, 3, 4, 5].map((plane) => new Set(data.subarray(plane * area, (plane + 1) * area)))
  expect(planes).toEqual([1, 2, 3, 253, 254, 255].map((value) => new Set([value])))
})

it('a tensor keeps the rows', () => {
  const crop = plain(3, [0, 0, 0])
  // Row 5, column 7, green.
  crop.data[(5 * 112 + 7) * 3 + 1] = 200
  expect(toTensor([crop]).data[area + 5 * 112 + 7]).toBe(200)
})

it('a crop of another size is refused', () => {
  expect(() => toTensor([{ width: 96, height: 96, channels: 3, data: new Uint8Array(96 * 96 * 3) }])).toThrow(
    RangeError,
  )
})

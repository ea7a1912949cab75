import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Raster } from '../geometry/raster.ts'
import fixture from './own-model.fixture.json'
import {
  batchesOf,
  type Dimension,
  inputFromShape,
  type OwnInput,
  ownScale,
  presets,
  readRaw,
  toOwnTensor,
} from './own-model.ts'
import { scoreOf } from './scale.ts'
import { toTensor } from './tensor.ts'

const unpacked = (base64: string) => new Uint8Array(inflateSync(Buffer.from(base64, 'base64')))

const small: Raster = { width: fixture.size, height: fixture.size, channels: 3, data: unpacked(fixture.crop) }

const plain = (colour: readonly number[], channels: 3 | 4 = 3): Raster => ({
  width: 112,
  height: 112,
  channels,
  data: Uint8Array.from({ length: 112 * 112 * channels }, (_, i) => colour[i % channels]!),
})

/** As text, since comparing arrays value by value takes seconds. */
const bytesOf = ({ data, dims }: ReturnType<typeof toOwnTensor>) =>
  `${dims} ${Buffer.from(data.buffer).toString('base64')}`

const asTheyAre: OwnInput = {
  size: 112,
  layout: 'nchw',
  batch: null,
  order: 'rgb',
  mean: [0, 0, 0],
  std: [1, 1, 1],
}

describe('the shape of a model', () => {
  it.each<[readonly Dimension[], object]>([
    [['n', 3, 112, 112], { size: 112, layout: 'nchw', batch: null, free: false }],
    [['', 3, 96, 96], { size: 96, layout: 'nchw', batch: null, free: false }],
    [[1, 160, 160, 3], { size: 160, layout: 'nhwc', batch: 1, free: false }],
    [[2 ** 32 - 1, 3, 96, 96], { size: 96, layout: 'nchw', batch: null, free: false }],
    [[-1, 3, 'height', 'width'], { size: 112, layout: 'nchw', batch: null, free: true }],
    [[null, 's', 128, 3], { size: 128, layout: 'nhwc', batch: null, free: false }],
    [[4, 3, 3, 3], { size: 3, layout: 'nchw', batch: 4, free: false }],
  ])('is read from %j', (dims, shape) => {
    expect(inputFromShape(dims)).toEqual(shape)
  })

  it.each<[readonly Dimension[], string]>([
    [[1, 1, 128, 128], '[1, 1, 128, 128]'],
    [['n', 3, 112, 96], '[n, 3, 112, 96]'],
    [[-1, 3, 112], '[?, 3, 112]'],
    [['', 'c', 'h', 'w'], '[?, c, h, w]'],
    [[1, 3, 4096, 4096], '[1, 3, 4096, 4096]'],
    [[0, 3, 112, 112], '[0, 3, 112, 112]'],
    [[1, 1, 3, 112, 112], '[1, 1, 3, 112, 112]'],
    [[], '[]'],
  ])('is refused in words where it fits no crop: %j', (dims, shown) => {
    expect(() => inputFromShape(dims)).toThrow(
      expect.objectContaining({
        code: 'own-model-shape',
        message: `Expected [n, 3, S, S] or [n, S, S, 3]; this model takes ${shown}.`,
      }),
    )
  })
})

describe('the tensor of a dropped model', () => {
  it.each(fixture.resized)('is resized as OpenCV does it, within one grey level: $size', ({ size, rgb }) => {
    const { data, dims } = toOwnTensor([small], { ...asTheyAre, layout: 'nhwc', size })
    const expected = unpacked(rgb)
    expect(dims).toEqual([1, size, size, 3])
    expect(data.length).toBe(expected.length)
    expect(Math.max(...data.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThanOrEqual(1)
  })

  it('of RGB from 0 to 255 at 112 pixels is that of our own models', () => {
    const crops = [plain([1, 2, 3]), plain([200, 100, 50, 9], 4)]
    expect(bytesOf(toOwnTensor(crops, asTheyAre))).toBe(bytesOf(toTensor(crops)))
  })

  it.each([
    ['rgb', 'nchw', [0, 5, 9]],
    ['bgr', 'nchw', [20, 5, -1]],
    ['rgb', 'nhwc', [0, 5, 9]],
    ['bgr', 'nhwc', [20, 5, -1]],
  ] as const)('subtracts and divides in the order of the model: %s, %s', (order, layout, expected) => {
    const input: OwnInput = { ...asTheyAre, size: 8, order, layout, mean: [10, 10, 12], std: [1, 2, 2] }
    const { data } = toOwnTensor([plain([10, 20, 30]), plain([10, 20, 30])], input)
    const channelOf = (i: number) => (layout === 'nchw' ? Math.floor(i / 64) : i) % 3
    expect([0, 1, 2].map((c) => [...new Set(data.filter((_, i) => channelOf(i) === c))])).toEqual(
      expected.map((value) => [value]),
    )
  })

  it('is the same from RGBA', () => {
    const [crop, transparent] = [plain([10, 20, 30]), plain([10, 20, 30, 7], 4)]
    for (const size of [112, 50])
      expect(bytesOf(toOwnTensor([transparent], { ...asTheyAre, size }))).toBe(
        bytesOf(toOwnTensor([crop], { ...asTheyAre, size })),
      )
  })

  it('makes black and white −1 and 1 with the first preset', () => {
    const { data } = toOwnTensor([plain([0, 255, 127])], { ...asTheyAre, ...presets[0], size: 2 })
    expect([data[0], data[4]]).toEqual([-1, 1])
  })
})

describe('the raw score', () => {
  it('is the one value of a crop, or the mean of its values', () => {
    expect(readRaw(Float32Array.of(1, 2, 3), 3)).toEqual([1, 2, 3])
    expect(readRaw(Float32Array.of(1, 2, 3, 4, 5, 9), 2)).toEqual([2, 6])
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is never %d', (value) => {
    expect(() => readRaw(Float32Array.of(1, value), 2)).toThrow(`The model gives ${value} for a crop`)
  })
})

describe('the scale made on the spot', () => {
  it('has the quantiles of numpy', () => {
    const { quantiles, ...rest } = ownScale(fixture.raws)
    expect(rest).toEqual({ reference: '37 aligned crops at hand', n: 37 })
    expect(ownScale(fixture.raws, 35).reference).toBe('2 aligned and 35 misaligned crops at hand')
    expect(quantiles).toHaveLength(1001)
    quantiles.forEach((quantile, i) => {
      expect(quantile).toBeCloseTo(fixture.quantiles[i]!, 8)
    })
  })

  it('puts its lowest crop at 0, its highest at 100 and every other between', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 10, maxLength: 60 }), (raws) => {
        const scale = ownScale(raws)
        const scores = raws.toSorted((a, b) => a - b).map((raw) => scoreOf(raw, scale))
        expect(scores[0]).toBe(0)
        expect(scores.at(-1)).toBe(100)
        expect(scores).toEqual(scores.toSorted((a, b) => a - b))
      }),
    ))

  it('needs ten different scores', () => {
    expect(() => ownScale([1, 2, 3])).toThrow('3 crops gave 3')
    expect(() => ownScale(Array(500).fill(0.5))).toThrow('500 crops gave 1')
  })
})

describe('portions of crops', () => {
  const crops = [[1], [2], [3], [4], [5]].map((colour) => plain(colour))

  it('are of the size that a model takes, the last filled up', () => {
    const [first, last, ...others] = batchesOf(crops, 3)
    expect(first).toEqual({ from: 0, count: 3, filled: crops.slice(0, 3) })
    expect(last).toEqual({ from: 3, count: 2, filled: [crops[3], crops[4], crops[3]] })
    expect(others).toEqual([])
  })

  it('are one where it takes any number, and none of none', () => {
    expect(batchesOf(crops, null).map(({ count }) => count)).toEqual([5])
    expect(batchesOf([], null)).toEqual([])
  })
})

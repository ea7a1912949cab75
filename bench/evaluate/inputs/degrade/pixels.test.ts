import { describe, expect, it } from 'vitest'
import { generator } from '#domain/alignment/generator.ts'
import { changed, convolved, normal } from './pixels.ts'

describe('normal', () => {
  it('has mean 0 and standard deviation 1, and tails as long as it should', () => {
    const draw = normal(generator(7))
    const values = Array.from({ length: 20_000 }, draw)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.04)
    const beyondTwo = values.filter((value) => Math.abs(value) > 2).length / values.length
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.006)
  })

  it('takes two values of each two draws', () => {
    const draw = generator(1)
    const [u, v] = [draw(), draw()]
    const value = normal(generator(1))
    const length = Math.sqrt(-2 * Math.log(1 - u))
    expect([value(), value()]).toEqual([length * Math.cos(2 * Math.PI * v), length * Math.sin(2 * Math.PI * v)])
  })
})

it('changed values are rounded and stay within a byte', () => {
  const picture = { width: 1, height: 2, channels: 3 as const, data: Uint8Array.of(0, 10, 20, 100, 200, 250) }
  const { data } = changed(picture, (value, channel, pixel) => value * 1.26 + channel - 2 * pixel)
  expect([...data]).toEqual([0, 14, 27, 124, 251, 255])
})

it('a convolution takes the weighted mean of the neighbours', async () => {
  const data = new Uint8Array(5 * 5 * 3)
  data.fill(90, (2 * 5 + 2) * 3, (2 * 5 + 2) * 3 + 3)
  const spread = await convolved({ width: 5, height: 5, channels: 3, data }, 3, [0, 1, 0, 0, 1, 0, 0, 1, 0])
  const column = Array.from({ length: 5 }, (_, row) => spread.data[(row * 5 + 2) * 3])
  expect(column).toEqual([0, 30, 30, 30, 0])
  expect([...spread.data].reduce((sum, value) => sum + value)).toBe(270)
})

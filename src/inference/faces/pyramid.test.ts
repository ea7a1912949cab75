import { describe, expect, it } from 'vitest'
import { generator } from '#domain/alignment/generator.ts'
import { blockMean } from '#domain/geometry/mip.ts'
import { pyramidOf } from './pyramid.ts'

const draw = generator(3)
const photo = {
  width: 101,
  height: 67,
  channels: 3 as const,
  data: Uint8Array.from({ length: 101 * 67 * 3 }, () => 256 * draw()),
}

describe('pyramidOf', () => {
  it('has the means over blocks, within the roundings of the levels between', () => {
    const pyramid = pyramidOf(photo)
    expect(pyramid.level(1)).toBe(photo)
    for (const factor of [2, 4]) expect(pyramid.level(factor)).toEqual(blockMean(photo, factor))
    const [coarse, exact] = [pyramid.level(8), blockMean(photo, 8)]
    expect([coarse.width, coarse.height]).toEqual([exact.width, exact.height])
    // Blocks that the photo's edge cuts weigh their cut parts alike.
    for (let row = 0; row < 8; row++)
      for (let at = 3 * row * exact.width; at < 3 * (row * exact.width + 12); at++)
        expect(Math.abs(coarse.data[at]! - exact.data[at]!)).toBeLessThanOrEqual(1)
  })

  it('makes each level once', () => {
    const pyramid = pyramidOf(photo)
    expect(pyramid.level(16)).toBe(pyramid.level(16))
  })
})

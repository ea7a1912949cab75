import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockMean, cellsOf, fromLevel } from './mip.ts'
import { point } from './point.ts'
import type { Raster } from './raster.ts'
import { apply } from './similarity.ts'

const grey = (width: number, height: number, values: readonly number[]): Raster => ({
  width,
  height,
  channels: 3,
  data: Uint8Array.from(values.flatMap((value) => [value, value, value])),
})

describe('means over blocks', () => {
  it('round halves up, and average what a cut block has', () => {
    const source = grey(3, 3, [1, 2, 10, 3, 4, 11, 100, 101, 50])
    const { width, height, data } = blockMean(source, 2)
    expect([width, height]).toEqual([2, 2])
    // (1 + 2 + 3 + 4) / 4 = 2.5, (10 + 11) / 2 = 10.5, (100 + 101) / 2 = 100.5, 50
    expect([data[0], data[3], data[6], data[9]]).toEqual([3, 11, 101, 50])
  })

  it('leave the channels apart and the alpha out', () => {
    const source: Raster = {
      width: 2,
      height: 1,
      channels: 4,
      data: Uint8ClampedArray.of(10, 20, 30, 0, 20, 40, 60, 255),
    }
    expect([...blockMean(source, 2).data]).toEqual([15, 30, 45])
  })

  it('of a part are that part of the whole', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(2, 3, 4, 8),
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
        (width, height, factor, values) => {
          const source = grey(width, height, [...values.take(width * height)])
          const whole = blockMean(source, factor)
          const all = cellsOf(source, factor)
          const cells = { ...all, x0: all.x1 >> 1, y0: all.y1 >> 1 }
          const part = blockMean(source, factor, cells)
          for (let y = 0; y < part.height; y++)
            for (let x = 0; x < part.width; x++)
              expect(part.data[3 * (y * part.width + x)]).toBe(
                whole.data[3 * ((y + cells.y0) * whole.width + x + cells.x0)],
              )
        },
      ),
    ))
})

it('the first block of four lies at the centre of its pixels', () => {
  expect(apply(fromLevel<'source', 'source'>(4), point(0, 0))).toEqual(point(1.5, 1.5))
})

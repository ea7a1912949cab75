import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { point } from './point.ts'
import { apply } from './similarity.ts'
import { workingPixels, workingSize, workingToSource } from './working-size.ts'

const side = fc.integer({ min: 1, max: 30_000 })

describe('the working size', () => {
  it.each([
    ['a phone photo, as it is', 4032, 3024, { factor: 1, width: 4032, height: 3024 }],
    ['25 megapixels, as they are', 5000, 5000, { factor: 1, width: 5000, height: 5000 }],
    ['one row more, halved', 5000, 5001, { factor: 2, width: 2500, height: 2501 }],
    ['108 megapixels, by three', 12_000, 9000, { factor: 3, width: 4000, height: 3000 }],
  ])('%s', (_, width, height, expected) => {
    expect(workingSize(width, height)).toEqual(expected)
  })

  it('is the largest within the limit', () =>
    fc.assert(
      fc.property(side, side, (width, height) => {
        const { factor } = workingSize(width, height)
        expect((width * height) / factor ** 2).toBeLessThanOrEqual(workingPixels)
        if (factor > 1) expect((width * height) / (factor - 1) ** 2).toBeGreaterThan(workingPixels)
      }),
    ))

  it('puts its first pixel in the middle of the photo pixels that it holds', () => {
    expect(apply(workingToSource(workingSize(12_000, 9000)), point(0, 0))).toEqual(point(1, 1))
  })
})

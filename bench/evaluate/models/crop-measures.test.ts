import { expect, it } from 'vitest'
import { laplacianVariance } from './crop-measures.ts'

const grey = (width: number, height: number, levels: readonly number[]) => ({
  width,
  height,
  channels: 3 as const,
  data: Uint8Array.from(levels.flatMap((level) => [level, level, level])),
})

it('the variance of the Laplacian is right by hand', () => {
  // Inside are two pixels, with Laplacians of 0 − 4 · 10 = −40 and 10 + 20 = 30: mean −5, squares 1600 and 900.
  const crop = grey(4, 3, [0, 0, 20, 0, 0, 10, 0, 0, 0, 0, 0, 0])
  expect(laplacianVariance(crop)).toBeCloseTo((1600 + 900) / 2 - 25, 3)
})

it('a crop of one colour is not sharp at all', () => {
  expect(laplacianVariance(grey(5, 5, Array(25).fill(90)))).toBeCloseTo(0, 6)
})

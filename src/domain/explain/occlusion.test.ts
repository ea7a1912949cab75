import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Raster } from '../geometry/raster.ts'
import { occluded, occlusionMap, occlusionPatches } from './occlusion.ts'

const cells = 14
const grey = (value: number): Raster => ({
  width: 112,
  height: 112,
  channels: 3,
  data: new Uint8Array(112 * 112 * 3).fill(value),
})

/** Places of the pixels of a cell in the crop's data. */
const placesOf = (cell: number) =>
  Array.from({ length: 8 * 8 * 3 }, (_, i) => {
    const row = 8 * Math.floor(cell / cells) + Math.floor(i / 24)
    return (row * 112 + 8 * (cell % cells)) * 3 + (i % 24)
  })

const anyCell = fc.integer({ min: 0, max: cells * cells - 1 })

describe('the patches', () => {
  it('cover the crop to its edges', () => {
    expect(occlusionPatches.length).toBe(169)
    expect(occlusionPatches[0]).toEqual({ x: 0, y: 0 })
    expect(occlusionPatches.at(-1)).toEqual({ x: 96, y: 96 })
  })

  it('hide what is under them, and nothing else, in the mean colour', () => {
    const crop = grey(100)
    crop.data[0] = 255
    const { data } = occluded(crop, { x: 0, y: 0 })
    expect(data[0]).toBe(100)
    expect([...data]).toEqual([...grey(100).data])
    expect([...occluded(crop, { x: 96, y: 96 }).data]).toEqual([...crop.data])
  })
})

describe('the map', () => {
  it('finds the cell that a model looks at', () =>
    fc.assert(
      fc.property(anyCell, (cell) => {
        const crop = grey(40)
        const places = placesOf(cell)
        for (const place of places) crop.data[place] = 200
        const score = ({ data }: Raster) => places.reduce((sum, place) => sum + data[place]!, 0) / places.length
        const map = occlusionMap(
          score(crop),
          occlusionPatches.map((patch) => score(occluded(crop, patch))),
        )
        expect(map.cells).toBe(cells)
        // The mean colour is 41, since one cell of 196 is bright.
        expect(map.drop[cell]).toBeCloseTo(159, 9)
        expect(Math.max(...map.drop)).toBeCloseTo(159, 9)
      }),
      { numRuns: 10 },
    ))

  it('is the mean over the patches that cover a cell', () => {
    // Cell 1 of the first row lies under the first two patches, cell 0 under the first alone.
    const scores = occlusionPatches.map((_, i) => (i === 0 ? 50 : i === 1 ? 70 : 80))
    const { drop } = occlusionMap(80, scores)
    expect(drop.slice(0, 4)).toEqual([30, 20, 5, 0])
    expect(drop.slice(cells, cells + 2)).toEqual([15, 10])
  })

  it('is negative where covering helps', () => {
    const { drop } = occlusionMap(
      60,
      occlusionPatches.map(() => 61),
    )
    expect(new Set(drop)).toEqual(new Set([-1]))
  })
})

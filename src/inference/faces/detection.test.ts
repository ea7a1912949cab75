import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { box, point } from '#domain/geometry/point.ts'
import { type Candidate, isCut, mergeDuplicates } from './detection.ts'

const candidate = (x: number, y: number, side: number, confidence = 0.9, standsAlone = true): Candidate => ({
  box: box(x, y, side, side),
  keypoints: [],
  confidence,
  standsAlone,
})

/** Few confidences, so that many are equal. */
const anyCandidates = fc.array(
  fc
    .record({
      x: fc.integer({ min: 0, max: 300 }),
      y: fc.integer({ min: 0, max: 3 }),
      side: fc.integer({ min: 1, max: 200 }),
      confidence: fc.constantFrom(0, 0.5, 0.9, 1),
      standsAlone: fc.boolean(),
    })
    .map(({ x, y, side, confidence, standsAlone }) => candidate(x, y, side, confidence, standsAlone)),
)

describe('merging', () => {
  it('keeps the more confident of two that overlap', () => {
    expect(mergeDuplicates([candidate(0, 0, 100, 0.8), candidate(20, 0, 100, 0.9)])).toMatchObject([
      { confidence: 0.9 },
    ])
  })

  it('drops a part of a face inside the whole of it', () => {
    expect(mergeDuplicates([candidate(0, 0, 100, 0.9), candidate(40, 40, 30, 0.7)])).toMatchObject([
      { confidence: 0.9 },
    ])
  })

  it('prefers one that stands alone to one that needs a mesh', () => {
    expect(mergeDuplicates([candidate(0, 0, 100, 0.75, false), candidate(5, 0, 100, 0.7)])).toMatchObject([
      { confidence: 0.7 },
    ])
  })

  it('keeps two faces cheek to cheek', () => {
    expect(mergeDuplicates([candidate(0, 0, 100), candidate(70, 0, 100)])).toHaveLength(2)
  })

  it('leaves nothing to merge, and drops nothing without a better one over it', () =>
    fc.assert(
      fc.property(anyCandidates, (all) => {
        const merged = mergeDuplicates(all)
        expect(mergeDuplicates(merged)).toEqual(merged)
        for (const dropped of all.filter((each) => !merged.includes(each)))
          expect(mergeDuplicates([dropped, ...merged])).toEqual(merged)
      }),
    ))

  it('comes to the same in whatever order they were found', () =>
    fc.assert(
      fc.property(
        anyCandidates.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(mergeDuplicates(shuffled)).toEqual(mergeDuplicates(all))
        },
      ),
    ))
})

describe('a face at the edge of a tile', () => {
  const photo = { width: 1000, height: 1000 }
  const tile = { centre: point<'working'>(250, 750), side: 500 }

  it('counts as cut where the photo goes on', () => {
    expect(isCut(candidate(450, 700, 80), tile, photo)).toBe(true)
    expect(isCut(candidate(200, 460, 80), tile, photo)).toBe(true)
  })

  it('does not where the photo ends there too', () => {
    expect(isCut(candidate(-30, 700, 80), tile, photo)).toBe(false)
    expect(isCut(candidate(200, 960, 80), tile, photo)).toBe(false)
  })

  it('does not inside the tile', () => {
    expect(isCut(candidate(200, 700, 80), tile, photo)).toBe(false)
  })
})

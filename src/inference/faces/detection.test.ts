import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { box, point } from '#domain/geometry/point.ts'
import { type Detection, isCut, isSameFace, isSameView, likeliestFirst } from './detection.ts'

const candidate = (x: number, y: number, side: number, confidence = 0.9): Detection => ({
  box: box(x, y, side, side),
  keypoints: [],
  confidence,
})

const isSame = (one: Detection, other: Detection) => isSameFace(one.box, other.box)

describe('isSameFace', () => {
  it('takes two boxes that overlap for one face', () => {
    expect(isSame(candidate(0, 0, 100), candidate(20, 0, 100))).toBe(true)
  })

  it('takes a part of a face inside the whole of it for that face', () => {
    expect(isSame(candidate(0, 0, 100), candidate(40, 40, 30))).toBe(true)
  })

  it('keeps two faces cheek to cheek', () => {
    expect(isSame(candidate(0, 0, 100), candidate(70, 0, 100))).toBe(false)
  })
})

it('isSameView wants boxes of about one size', () => {
  expect(isSameView(box(0, 0, 100, 100), box(5, 5, 100, 100))).toBe(true)
  expect(isSameView(box(0, 0, 100, 100), box(20, 20, 60, 60))).toBe(false)
})

it('likeliestFirst comes to the same order in whatever order they were found', () => {
  /** Few confidences, so that many are equal. */
  const some = fc.array(
    fc
      .record({
        x: fc.integer({ min: 0, max: 300 }),
        y: fc.integer({ min: 0, max: 3 }),
        side: fc.integer({ min: 1, max: 200 }),
        confidence: fc.constantFrom(0, 0.5, 0.9, 1),
      })
      .map(({ x, y, side, confidence }) => candidate(x, y, side, confidence)),
  )
  fc.assert(
    fc.property(
      some.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(shuffled.toSorted(likeliestFirst)).toEqual(all.toSorted(likeliestFirst))
      },
    ),
  )
})

describe('a face at the edge of a tile', () => {
  const photo = { width: 1000, height: 1000 }
  const tile = { centre: point<'working'>(250, 750), side: 500, turn: 0 as const }

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

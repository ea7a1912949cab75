import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { P6 } from '#domain/alignment/protocols.ts'
import { firstPlace, isTime, type Place, placeAfter, placeIn, type Takers, turnAt } from './turns.ts'

const pair: Takers = { student: 'student', others: ['baseline'] }

/** The turns of so many places, over frames with so many faces. */
function turnsOf(takers: Takers, faces: number, count: number, from: Place = firstPlace) {
  let place = from
  return Array.from({ length: count }, () => {
    const turn = turnAt(placeIn(place, faces), takers)
    place = placeAfter(placeIn(place, faces))
    return turn
  })
}

describe('the turns', () => {
  it('begin with the baseline, then the first crop of P6 by both', () => {
    expect(turnsOf(pair, 1, 4)).toEqual([
      { face: 0, model: 'baseline', shaken: null },
      { face: 0, model: 'student', shaken: 0 },
      { face: 0, model: 'baseline', shaken: 0 },
      { face: 0, model: 'baseline', shaken: null },
    ])
  })

  it('take every face through a step before the next', () => {
    expect(turnsOf(pair, 3, 4).map(({ face, model }) => `${face} ${model}`)).toEqual([
      '0 baseline',
      '1 baseline',
      '2 baseline',
      '0 student',
    ])
  })

  it('go on with the next step where the face has gone', () => {
    expect(turnsOf(pair, 1, 1, { step: 1, face: 2 })).toEqual([{ face: 0, model: 'baseline', shaken: 0 }])
  })

  it('bring every model over every crop of every face once a cycle', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(500),
        (others, faces, step) => {
          const takers = { student: 's', others: Array.from({ length: others }, (_, i) => `o${i}`) }
          const cycle = (2 * others + 1) * P6.length * faces
          const shaken = turnsOf(takers, faces, cycle, { step, face: 0 }).filter((turn) => turn.shaken !== null)
          const kinds = new Set(shaken.map((turn) => JSON.stringify(turn)))
          expect(shaken).toHaveLength((others + 1) * P6.length * faces)
          expect(kinds.size).toBe(shaken.length)
        },
      ),
    ))
})

describe('the time for one more', () => {
  it('is what is left of 50 ms', () => {
    expect(isTime(30, 20, 1)).toBe(true)
    expect(isTime(30, 21, 1)).toBe(false)
  })

  it('is there in every fourth frame', () => {
    expect([1, 2, 3, 4].map((without) => isTime(90, 20, without))).toEqual([false, false, false, true])
  })
})

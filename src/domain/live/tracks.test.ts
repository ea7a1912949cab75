import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LiveFrame } from './frame.ts'
import { madeFrame } from './made-face.ts'
import { follow, type Track } from './tracks.ts'

type Place = Parameters<typeof madeFrame>[1]

/** The tracks after frames, 50 ms apart, of faces at the places given. */
function followAll(frames: readonly LiveFrame[]): readonly Track[] {
  let nextId = 1
  let tracks: readonly Track[] = []
  for (const frame of frames) {
    tracks = follow(tracks, frame, nextId)
    nextId = Math.max(nextId, ...tracks.map(({ id }) => id + 1))
  }
  return tracks
}

const frameOf = (index: number, ...places: readonly Place[]) => madeFrame(50 * index, ...places)
const count = (length: number) => Array.from({ length }, (_, i) => i)

/** Which of the places each track is at, by id. */
const placesOf = (tracks: readonly Track[], places: readonly Place[]) =>
  tracks.map(({ id, face }) => {
    const x = face.box.x + face.box.width / 2
    return [id, places.findIndex((place) => Math.abs(place.x - x) < 1e-6)]
  })

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe('a track’s id', () => {
  it('goes from left to right at first', () => {
    const places = [500, 100, 900].map((x) => ({ x, y: 300, width: 150 }))
    expect(placesOf(followAll([frameOf(0, ...places)]), places)).toEqual([
      [1, 1],
      [2, 0],
      [3, 2],
    ])
  })

  it('stays with a face that moves, whatever the order of the faces', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(between(-8, 8), between(-8, 8), between(0.98, 1.02)), { minLength: 2, maxLength: 4 }),
        fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
        (moves, turns) => {
          // Four lanes that no face leaves, so that each is nearest to itself.
          const at = (frame: number) =>
            moves.map(([dx, dy, growth], lane) => ({
              x: 600 * lane + 10 * dx * Math.sin(frame / 5),
              y: 300 + dy * frame,
              width: 200 * growth ** frame,
            }))
          const frames = count(30).map((i) => {
            const places = at(i)
            const turn = turns[i]! % places.length
            return frameOf(i, ...places.slice(turn), ...places.slice(0, turn))
          })
          expect(placesOf(followAll(frames), at(29))).toEqual(moves.map((_, lane) => [lane + 1, lane]))
        },
      ),
    ))

  it('stays with both of two faces that cross', () =>
    fc.assert(
      fc.property(between(5, 30), between(-60, 60), between(0, 0.9), (speed, height, phase) => {
        const frames = Math.ceil(700 / speed)
        const at = (frame: number): Place[] => [
          { x: 100 + speed * (frame + phase), y: 300, width: 150 },
          { x: 800 - speed * frame, y: 300 + height, width: 150 },
        ]
        const last = at(frames - 1)
        const tracks = followAll(count(frames).map((i) => frameOf(i, ...at(i))))
        expect(placesOf(tracks, last)).toEqual([
          [1, 0],
          [2, 1],
        ])
      }),
    ))

  it('stays with one that passes behind another', () =>
    fc.assert(
      fc.property(between(18, 30), (speed) => {
        const frames = Math.ceil(700 / speed)
        const at = (frame: number): Place[] => [
          { x: 100 + speed * frame, y: 300, width: 150 },
          { x: 450, y: 300, width: 200 },
        ]
        // Hidden while more than half of it is behind the other.
        const seen = count(frames).map((i) => at(i).filter(({ x, width }) => width === 200 || Math.abs(x - 450) > 100))
        const tracks = followAll(seen.map((places, i) => frameOf(i, ...places)))
        expect(placesOf(tracks, at(frames - 1))).toEqual([
          [1, 0],
          [2, 1],
        ])
      }),
    ))

  it('comes back within 0.7 s and not later', () => {
    const place = { x: 300, y: 300, width: 150 }
    const idAfter = (gone: number) =>
      followAll([
        madeFrame(0, place),
        ...count(gone / 50 - 1).map((i) => madeFrame(50 * (i + 1))),
        madeFrame(gone, place),
      ]).map(({ id }) => id)
    expect(idAfter(700)).toEqual([1])
    expect(idAfter(800)).toEqual([2])
  })

  it('stays while no frame comes', () => {
    const place = { x: 300, y: 300, width: 150 }
    expect(followAll([madeFrame(0, place), madeFrame(5000, place)]).map(({ id }) => id)).toEqual([1])
  })

  it('is not given to a face elsewhere', () => {
    const tracks = followAll([frameOf(0, { x: 300, y: 300, width: 150 }), frameOf(1, { x: 455, y: 300, width: 150 })])
    expect(tracks.map(({ id }) => id)).toEqual([1, 2])
  })
})

it('keeps a reading a model and face', () => {
  const frames = [
    madeFrame(
      0,
      { x: 100, y: 300, width: 150, scores: { student: 60 } },
      { x: 700, y: 300, width: 150, scores: { student: 20 } },
    ),
    madeFrame(
      50,
      {
        x: 100,
        y: 300,
        width: 150,
        scores: { student: 62, baseline: 50 },
        shaken: { index: 3, scores: { baseline: 41 } },
      },
      { x: 700, y: 300, width: 150, scores: { student: 22 } },
    ),
    madeFrame(100),
  ]
  const [left, right] = followAll(frames)
  expect(Object.keys(left!.readings)).toEqual(['student', 'baseline'])
  expect(left!.readings.student!.trace.map(({ score }) => score)).toEqual([60, 62])
  expect(left!.readings.baseline!.changes).toEqual([null, null, null, { time: 50, score: -9 }, null, null])
  expect(left!.readings.student!.changes.every((change) => change === null)).toBe(true)
  expect(right!.readings.student!.trace.map(({ score }) => score)).toEqual([20, 22])
})

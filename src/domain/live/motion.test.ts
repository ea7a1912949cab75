import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interEyeDistance } from '../alignment/inter-eye-distance.ts'
import { madeFace } from './made-face.ts'
import { centreOf, expectedAt, type Path, speedOf, walk } from './motion.ts'

/** @param at  where the middle of the face is at a time, ms */
const pathOf = (times: readonly number[], at: (time: number) => { x: number; y: number }, width = 200): Path =>
  times.reduce<Path>((path, time) => walk(path, time, madeFace({ ...at(time), width }).face), [])

const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)

describe('a face’s speed', () => {
  it('counts inter-eye distances a second', () => {
    const eyes = interEyeDistance(madeFace({ x: 0, y: 0, width: 200 }).face.landmarks)
    // 0.3 and 0.4 px a millisecond: 500 px a second along the way.
    const path = pathOf([0, 50, 100], (time) => ({ x: 0.3 * time, y: 0.4 * time }))
    expect(speedOf(path)).toBeCloseTo(500 / eyes, 9)
  })

  it('is not told by less than a tenth of a second', () => {
    expect(speedOf([])).toBeNull()
    expect(speedOf(pathOf([0], () => ({ x: 0, y: 0 })))).toBeNull()
    expect(speedOf(pathOf([0, 99], () => ({ x: 0, y: 0 })))).toBeNull()
  })

  it('is the same at every frame rate and size', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 400 }),
        fc.double({ min: -0.5, max: 0.5, noNaN: true }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (step, speed, size) => {
          const path = pathOf(every(step, 0, 1200), (time) => ({ x: size * speed * time, y: 0 }), size * 100)
          const eyes = interEyeDistance(madeFace({ x: 0, y: 0, width: 100 }).face.landmarks)
          expect(speedOf(path)).toBeCloseTo((1000 * Math.abs(speed)) / eyes, 6)
        },
      ),
    ))

  it('sees a face that comes nearer on one spot', () => {
    const path = [0, 200].reduce<Path>(
      (path, time) => walk(path, time, madeFace({ x: 500, y: 400, width: 200 + time }).face),
      [],
    )
    expect(speedOf(path)).toBeGreaterThan(1)
  })
})

describe('where a face is expected', () => {
  it('is where it goes on moving', () =>
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 300 }),
        (vx, vy, ahead) => {
          const at = (time: number) => ({ x: 300 + vx * time, y: 200 + vy * time })
          const there = expectedAt(pathOf(every(40, 0, 400), at), 400 + ahead)
          const really = at(400 + ahead)
          expect(Math.hypot(there.x - really.x, there.y - really.y)).toBeLessThan(1e-6)
        },
      ),
    ))

  it('is not told further ahead than 0.3 s', () => {
    const path = pathOf(every(50, 0, 500), (time) => ({ x: time, y: 0 }))
    expect(expectedAt(path, 900).x).toBeCloseTo(800, 9)
    expect(expectedAt(path, 5000).x).toBeCloseTo(800, 9)
  })

  it('is where it was when nothing is known of its motion', () => {
    const path = pathOf([0], () => ({ x: 20, y: 30 }))
    expect(expectedAt(path, 500)).toEqual(centreOf(path[0]!.face))
    expect(() => expectedAt([], 0)).toThrow(RangeError)
  })
})

it('keeps half a second of path', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 60 }), (steps) => {
      const times = steps.map((_, i) => steps.slice(0, i).reduce((sum, step) => sum + step, 0))
      const path = pathOf(times, () => ({ x: 0, y: 0 }))
      expect(path.map(({ time }) => time)).toEqual(times.filter((time) => time >= times.at(-1)! - 500))
    }),
  ))

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anySimilarity } from '../geometry/arbitraries.ts'
import { compose, similarity } from '../geometry/similarity.ts'
import { cropMove, noMisalignment } from './misalignment.ts'
import { readMove, readOut } from './read-out.ts'

const shift = fc.double({ min: -1, max: 1, noNaN: true })
const anyMove = fc.record({
  jitter: fc.constant(0),
  seed: fc.constant(0),
  rotation: fc.double({ min: -179.999, max: 180, noNaN: true }),
  scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
  shiftX: shift,
  shiftY: shift,
})
/** Of the template's eyes: hypot(73.5318 − 38.2946, 51.5014 − 51.6963). */
const eyeDistance = 35.23773900025369

it('gives back the misalignment that was put on', () =>
  fc.assert(
    fc.property(anySimilarity<'source', 'crop'>(), anyMove, (reference, move) => {
      const read = readOut(reference, compose(cropMove(move), reference))
      expect(read.rotation).toBeCloseTo(move.rotation, 6)
      expect(read.scale).toBeCloseTo(move.scale, 6)
      expect((read.shiftX * eyeDistance) / 112).toBeCloseTo(move.shiftX, 6)
      expect((read.shiftY * eyeDistance) / 112).toBeCloseTo(move.shiftY, 6)
    }),
  ))

it('reads nothing where nothing differs', () =>
  fc.assert(
    fc.property(anySimilarity<'source', 'crop'>(), (reference) => {
      const read = readOut(reference, reference)
      const nothing = { rotation: 0, scale: 1, shiftX: 0, shiftY: 0 }
      for (const part of ['rotation', 'scale', 'shiftX', 'shiftY'] as const)
        expect(read[part]).toBeCloseTo(nothing[part], 6)
    }),
  ))

it('says in one number how far the five points lie off', () => {
  const errorOf = (change: object) => readMove(cropMove({ ...noMisalignment, ...change })).error
  expect(errorOf({})).toBe(0)
  // All five points go the same way.
  expect(errorOf({ shiftX: 0.03, shiftY: -0.04 })).toBeCloseTo((0.05 * 112) / eyeDistance, 9)
  // By hand: the root mean square of the points' distances from (56, 72), 0.65972 inter-eye distances, times 0.14.
  expect(errorOf({ scale: 1.14 })).toBeCloseTo(0.09236, 5)
  // A turn by t moves a point at distance r by 2 r sin(t / 2).
  expect(errorOf({ rotation: 11 })).toBeCloseTo(
    (errorOf({ scale: 1.14 }) / 0.14) * 2 * Math.sin((5.5 * Math.PI) / 180),
    9,
  )
})

it('reads the shift of the face centre, whatever turns and grows about it', () => {
  const reference = similarity<'source', 'crop'>(0.5, 0, -10, 4)
  const move = cropMove({ ...noMisalignment, rotation: 90, scale: 2, shiftX: 0.1, shiftY: -0.2 })
  const { shiftX, shiftY } = readOut(reference, compose(move, reference))
  expect(shiftX).toBeCloseTo(11.2 / eyeDistance, 9)
  expect(shiftY).toBeCloseTo(-22.4 / eyeDistance, 9)
})

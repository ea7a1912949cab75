import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distance, type Point, point } from '#domain/geometry/point.ts'
import { alignByHand, type Hand, untouched } from '#stores/lab/hand.ts'
import { detectedFace, face } from '#stores/photos/examples.ts'
import { dragged, frameOf, pivotOf, scaled, turned, withLandmark, withMisalignment } from './gestures.ts'

const aligned = (hand: Hand) => alignByHand(face, hand)!
const topLeft = (hand: Hand) => frameOf(aligned(hand))[0]
const tilted = withMisalignment(untouched, { rotation: 20, scale: 1.2, shiftX: 0.05, shiftY: -0.1 })

/** Source pixels on the example's face, whose eyes are 44 px apart; a hand's steps are a tenth of a percent. */
const close = (p: Point<'source'>, q: Point<'source'>) => expect(distance(p, q)).toBeLessThan(0.4)

describe('dragging', () => {
  it.each([
    ['untouched', untouched],
    ['tilted', tilted],
  ])('moves the frame with the pointer, %s', (_, hand) => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.double({ min: -8, max: 8, noNaN: true }),
        (dx, dy) => {
          const before = topLeft(hand)
          const to = point<'source'>(before.x + dx, before.y + dy)
          close(topLeft(dragged(hand, aligned(hand), before)(to)), to)
        },
      ),
    )
  })

  it('stops where the control does', () => {
    const { misalignment } = dragged(untouched, aligned(untouched), point(0, 0))(point(500, 0))
    expect(misalignment.shiftX).toBe(-0.25)
  })
})

describe('turning', () => {
  it.each([
    ['untouched', untouched],
    ['tilted', tilted],
  ])('turns the frame with its handle, %s', (_, hand) => {
    const start = topLeft(hand)
    const pivot = pivotOf(aligned(hand))
    const radians = (10 * Math.PI) / 180
    const [x, y] = [start.x - pivot.x, start.y - pivot.y]
    const to = point<'source'>(
      pivot.x + x * Math.cos(radians) - y * Math.sin(radians),
      pivot.y + x * Math.sin(radians) + y * Math.cos(radians),
    )
    const after = turned(hand, aligned(hand), start)(to)
    expect(after.misalignment.rotation).toBeCloseTo(hand.misalignment.rotation - 10, 5)
    close(topLeft(after), to)
  })

  it('takes the short way across the left', () => {
    const pivot = pivotOf(aligned(untouched))
    const from = point<'source'>(pivot.x - 50, pivot.y - 1)
    const to = point<'source'>(pivot.x - 50, pivot.y + 1)
    expect(Math.abs(turned(untouched, aligned(untouched), from)(to).misalignment.rotation)).toBeLessThan(3)
  })

  it('stops at its end, and never flips however far round the pointer goes', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, -1), fc.integer({ min: 46, max: 1000 }), (way, furthest) => {
        const pivot = pivotOf(aligned(untouched))
        const at = (degrees: number) => {
          const radians = ((degrees - 90) * Math.PI) / 180
          return point<'source'>(pivot.x + 60 * Math.cos(radians), pivot.y + 60 * Math.sin(radians))
        }
        const follow = turned(untouched, aligned(untouched), at(0))
        for (let degrees = 0; degrees <= furthest; degrees += 5) {
          const { rotation } = follow(at(way * degrees)).misalignment
          expect(rotation).toBeCloseTo(-way * Math.min(degrees, 45), 5)
        }
        for (let degrees = furthest - (furthest % 5); degrees >= 0; degrees -= 5)
          expect(follow(at(way * degrees)).misalignment.rotation).toBeCloseTo(-way * Math.min(degrees, 45), 5)
      }),
    )
  })
})

it('scaling keeps the dragged corner under the pointer, along its line from the pivot', () => {
  const start = topLeft(tilted)
  const pivot = pivotOf(aligned(tilted))
  const to = point<'source'>(pivot.x + (start.x - pivot.x) * 1.1, pivot.y + (start.y - pivot.y) * 1.1)
  close(topLeft(scaled(tilted, aligned(tilted), start)(to)), to)
})

describe('a landmark', () => {
  it('goes where the pointer is', () => {
    const hand = withLandmark(untouched, face, 'rightEye', point(207.4, 97.6))
    expect(hand.moves).toEqual({ rightEye: { x: 0.1, y: -0.1 } })
    expect(aligned(hand).face.landmarks.rightEye).toEqual(point(207.4, 97.6))
  })

  it('stops where the address does', () => {
    expect(withLandmark(untouched, face, 'noseTip', point(9000, -9000)).moves).toEqual({ noseTip: { x: 4, y: -4 } })
  })

  it('that stands for both mouth corners takes both along', () => {
    const hand = withLandmark(untouched, detectedFace, 'detectedMouth', point(229.4, 140))
    expect(hand.moves).toEqual({ mouthRight: { x: 0.1, y: 0 }, mouthLeft: { x: 0.1, y: 0 } })
    expect(alignByHand(detectedFace, hand)!.face.keypoints!.mouthCentre).toEqual(point(229.4, 140))
  })

  it('that comes home has not moved', () => {
    const away = withLandmark(untouched, face, 'rightEye', point(210, 90))
    expect(withLandmark(away, face, 'rightEye', face.landmarks.rightEye).moves).toEqual({})
  })
})

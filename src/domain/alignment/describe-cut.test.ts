import { describe, expect, it } from 'vitest'
import { describeCut } from './describe-cut.ts'
import { cropMove, type Misalignment, noMisalignment } from './misalignment.ts'
import { readMove } from './read-out.ts'

const wordsOf = (change: Partial<Misalignment>) => describeCut(readMove(cropMove({ ...noMisalignment, ...change })))

describe('describeCut', () => {
  it.each<[Partial<Misalignment>, string]>([
    [{}, 'This crop is cut as it should be.'],
    [{ rotation: 3, scale: 1.05, shiftX: 0.01, shiftY: -0.01 }, 'This crop is cut as it should be.'],
    [{ rotation: 11, scale: 1.14 }, 'This crop is turned 11° clockwise and 14% too tight.'],
    [{ rotation: -4 }, 'This crop is turned 4° counterclockwise.'],
    [{ scale: 0.8 }, 'This crop is 20% too loose.'],
    [{ shiftX: -0.08 }, 'In this crop the face is 25% too far left.'],
    [{ shiftX: 0.04, shiftY: 0.08 }, 'In this crop the face is 13% too far right and 25% too low.'],
    [{ rotation: 170, shiftY: -0.08 }, 'This crop is turned 170° clockwise, its face 25% too high.'],
  ])('says of %j: %s', (change, words) => {
    expect(wordsOf(change)).toBe(words)
  })
})

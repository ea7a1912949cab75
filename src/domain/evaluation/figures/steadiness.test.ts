import { describe, expect, it } from 'vitest'
import type { AlignmentScores } from './measured.ts'
import { steadinessOf } from './steadiness.ts'

/** Raw scores 0 to 1 are 0 to 100 points. */
const scale = { quantiles: [0, 0.5, 1] }

const made: AlignmentScores = {
  method: 'student',
  scale,
  reference: [0.5, 0.8, 0.2, 0.4],
  // Two crops a face: changes of 3 and 4 points; 10 and 10; one without a score; none.
  misaligned: [0.53, 0.46, 0.9, 0.7, 0.3, Number.NaN, 0.4, 0.4],
  sizes: [15, 79.9, 30, 80],
  procedures: [],
  sweeps: [],
}

describe('steadiness over alignments', () => {
  it('is the spread of the faces that have all scores, in points', () => {
    const { faces, spread, icc, procedures } = steadinessOf('lfw', made)!
    expect(faces).toBe(3)
    expect(spread).toHaveLength(101)
    expect([spread[0], spread[50], spread[100]].map((value) => value!.toFixed(9))).toEqual([
      '0.000000000',
      Math.sqrt((9 + 16) / 2).toFixed(9),
      '10.000000000',
    ])
    expect([icc, procedures]).toEqual([null, []])
  })

  it('is told by the size of the faces', () => {
    const { by_size } = steadinessOf('lfw', made)!
    expect(by_size.map(({ from, to, faces }) => [from, to, faces])).toEqual([
      [0, 20, 1],
      [20, 40, 0],
      [40, 80, 1],
      [80, null, 1],
    ])
    expect(by_size.map(({ spread }) => spread?.toFixed(6) ?? null)).toEqual([
      Math.sqrt(12.5).toFixed(6),
      null,
      '10.000000',
      '0.000000',
    ])
  })

  it('over procedures is 1 where all say the same, and less where one does not', () => {
    const same = [0.5, 0.8, 0.2, Number.NaN]
    const iccOf = (other: readonly number[]) =>
      steadinessOf('lfw', {
        ...made,
        procedures: [
          { id: 'landmarker-5pt', scores: same },
          { id: 'ffhq', scores: other },
        ],
      })!.icc
    expect(iccOf(same)).toBeCloseTo(1, 12)
    // Faces 50, 80, 20 and 40, 70, 10: variance 900 between faces, 50 between procedures, none left over: 900 / (900 + 50).
    expect(iccOf([0.4, 0.7, 0.1, 0.5])).toBeCloseTo(900 / 950, 12)
  })

  it('leaves out a procedure that cut no face', () => {
    const procedures = [
      { id: 'landmarker-5pt', scores: [0.5, 0.8, 0.2, Number.NaN] },
      { id: 'student', scores: [Number.NaN, Number.NaN, Number.NaN, Number.NaN] },
      { id: 'ffhq', scores: [0.4, 0.7, 0.1, 0.5] },
    ]
    const { icc, procedures: counted } = steadinessOf('lfw', { ...made, procedures })!
    expect([icc, counted]).toEqual([expect.closeTo(900 / 950, 12), ['landmarker-5pt', 'ffhq']])
  })

  it('of no face is none', () => {
    expect(steadinessOf('lfw', { ...made, misaligned: new Float64Array(8).fill(Number.NaN) })).toBeNull()
  })
})

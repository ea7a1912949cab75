import { expect, it } from 'vitest'
import { sweepsOf } from './sweeps.ts'

// Raw scores from 0 to 1 are points from 0 to 100.
const scale = { quantiles: Array.from({ length: 1001 }, (_, i) => i / 1000) }
const reference = [0.2, 0.5, 0.9, 0.4]
const step = (axis: 'rotation' | 'scale', value: number, change: number) => ({
  axis,
  value,
  scores: reference.map((raw) => raw + change),
})
const made = { method: 'student', scale, reference, misaligned: [], sizes: [], procedures: [] }

it('tells the median at every step in order, the proper crop among them, and its largest change', () => {
  const sweeps = [step('rotation', 15, -0.1), step('rotation', -15, 0.05), step('scale', 0.6, 0)]
  expect(sweepsOf('lfw', { ...made, sweeps })).toEqual([
    {
      ...{ set: 'lfw', method: 'student', axis: 'rotation', faces: 4 },
      points: [
        { value: -15, median: expect.closeTo(50) },
        { value: 0, median: expect.closeTo(45) },
        { value: 15, median: expect.closeTo(35) },
      ],
      moves: expect.closeTo(10),
    },
    expect.objectContaining({ axis: 'scale', moves: 0 }),
  ])
})

it('leaves out a face that was not scored at every step', () => {
  const torn = { ...step('scale', 1.6, 0), scores: [0.2, 0.5, Number.NaN, 0.4] }
  expect(sweepsOf('lfw', { ...made, sweeps: [torn] })).toMatchObject([{ faces: 3, moves: 0 }])
  expect(sweepsOf('lfw', { ...made, sweeps: [] })).toEqual([])
})

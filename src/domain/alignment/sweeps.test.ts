import { describe, expect, it } from 'vitest'
import { describeMisalignment, noMisalignment } from './misalignment.ts'
import { jitterSweep, lineSweeps, rotationSweep, scaleSweep, shiftSweep } from './sweeps.ts'

const valuesOf = ({ steps }: (typeof lineSweeps)[number]) => steps.map(({ value }) => value)

describe('a sweep along a line', () => {
  it.each(lineSweeps)('changes nothing but its own part: $id', ({ id, steps }) => {
    for (const { value, misalignments } of steps)
      for (const { seed, ...change } of misalignments)
        expect({ ...change, seed: 0 }).toEqual({ ...noMisalignment, [id]: value })
  })

  it.each(lineSweeps)('has the proper alignment once: $id', ({ steps }) => {
    const describedAsNone = steps
      .flatMap(({ misalignments }) => misalignments)
      .filter((m) => describeMisalignment(m) === 'none')
    expect(describedAsNone).toEqual([noMisalignment])
  })

  it('goes where it says', () => {
    expect(valuesOf(jitterSweep)).toEqual([0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3])
    expect(valuesOf(rotationSweep)).toEqual([
      -45, -40, -35, -30, -25, -20, -15, -10, -5, 0, 5, 10, 15, 20, 25, 30, 35, 40, 45,
    ])
    expect(valuesOf(scaleSweep)).toEqual([
      0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.35, 1.4, 1.45, 1.5, 1.55, 1.6,
    ])
  })

  it('takes twelve seeds where there is chance, and one crop where there is none', () => {
    const [none, ...others] = jitterSweep.steps
    expect(none?.misalignments).toEqual([noMisalignment])
    for (const { misalignments } of others)
      expect(misalignments.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })
})

describe('the sweep of shifts', () => {
  it('has every pair, row by row', () => {
    const { shifts, misalignments } = shiftSweep
    expect(shifts).toEqual([-0.16, -0.12, -0.08, -0.04, 0, 0.04, 0.08, 0.12, 0.16])
    expect(misalignments).toHaveLength(81)
    expect(misalignments[1]).toEqual({ ...noMisalignment, shiftX: -0.12, shiftY: -0.16 })
    expect(misalignments[9]).toEqual({ ...noMisalignment, shiftX: -0.16, shiftY: -0.12 })
  })

  it('has the proper alignment in its middle', () => {
    expect(shiftSweep.misalignments[40]).toEqual(noMisalignment)
  })
})

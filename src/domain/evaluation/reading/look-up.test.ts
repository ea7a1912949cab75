import { describe, expect, it } from 'vitest'
import type { RowKey } from '../results.ts'
import { curveOf, differenceOf, methodOfKind, type Question, rowOf } from './look-up.ts'
import { madeResults } from './made-results.ts'

const results = madeResults({ difference: -0.05, half: 0.02 })
const question: Question = {
  set: 'drawn',
  condition: 'jitter-10',
  moves: 'quality',
  judge: 'other',
  impostors: 'listed',
}

describe('what stands in the results', () => {
  it('is found by its key', () => {
    const row = rowOf(results, question, 'student')
    expect(row).toMatchObject({ ...question, method: 'student', group: 'cross-model', pauc30: expect.closeTo(0.65) })
    expect(curveOf(results, question, 'baseline')?.fnmr).toHaveLength(61)
  })

  it('is not there where it was not evaluated', () => {
    expect(rowOf(results, { ...question, impostors: 'all' }, 'student')).toBeNull()
    expect(rowOf(results, { ...question, moves: 'both' }, 'student')).toBeNull()
    expect(rowOf(results, question, undefined)).toBeNull()
    expect(differenceOf(results, question, 'length', 'random')).toBeNull()
  })

  it('is the same for proper crops, whoever’s crops move', () => {
    const proper = { ...question, condition: 'proper' }
    expect(rowOf(results, { ...proper, moves: 'both' }, 'student')).toBe(rowOf(results, proper, 'student'))
    expect(rowOf(results, { ...proper, moves: 'mended' }, 'student')).toBeNull()
  })

  it('is about all impostors where a set lists none, but not the other way round', () => {
    const unlisted = <Key extends RowKey>(entries: readonly Key[]) =>
      entries.map((entry) => (entry.set === 'drawn' ? { ...entry, impostors: 'all' as const } : entry))
    const { rows, curves, differences } = results
    const some = { ...results, rows: unlisted(rows), curves: unlisted(curves), differences: unlisted(differences) }
    expect(rowOf(some, question, 'student')).toMatchObject({ set: 'drawn', impostors: 'all' })
    expect(curveOf(some, question, 'student')?.impostors).toBe('all')
    expect(differenceOf(some, question, 'baseline', 'student')?.difference).toBeCloseTo(0.05)
    const listing = { ...question, set: 'drawn-d' }
    expect(rowOf(some, listing, 'student')?.impostors).toBe('listed')
    expect(rowOf(some, { ...listing, impostors: 'all' }, 'student')).toBeNull()
  })

  it('turns a difference round', () => {
    const { difference, interval } = differenceOf(results, question, 'student', 'baseline')!
    expect([difference, interval.low, interval.high]).toEqual([-0.05, -0.07, -0.03].map((n) => expect.closeTo(n)))
    const turned = differenceOf(results, question, 'baseline', 'student')!
    expect([turned.difference, turned.interval.low, turned.interval.high]).toEqual(
      [0.05, 0.03, 0.07].map((n) => expect.closeTo(n)),
    )
  })

  it('knows the released models by their kind', () => {
    expect(methodOfKind(results, 'student')?.label).toBe('plumb-m')
    expect(methodOfKind(results, 'scores')).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import type { EvaluationRow } from '../results.ts'
import fixture from './evaluate.fixture.json'
import { evaluate, NothingToCompareError } from './evaluate.ts'
import type { Measured, MeasuredSet, Question } from './measured.ts'

const orNaN = (values: readonly (number | null)[]) => values.map((value) => value ?? Number.NaN)

type Condition = keyof typeof fixture.embeddings
type Method = keyof typeof fixture.scores

const madeSet = (questions: readonly Question[]): MeasuredSet => ({
  id: 'made',
  label: 'Made',
  describe: 'Numbers.',
  missing: 1,
  missing_why: { absent: 1, unread: 0, unsearched: 0, faceless: 0 },
  agreed: null,
  persons: fixture.people.map(String),
  kinds: fixture.people.map(() => ''),
  comparisons: {
    one: Uint32Array.from(fixture.pairs.one),
    other: Uint32Array.from(fixture.pairs.other),
    isGenuine: Uint8Array.from(fixture.pairs.isGenuine),
  },
  measurements: {
    scores: (method, condition) => Float64Array.from(orNaN(fixture.scores[method as Method][condition as Condition])),
    embeddings: (_, condition) => ({
      dimension: fixture.embeddings.proper.length / fixture.people.length,
      values: Float32Array.from(orNaN(fixture.embeddings[condition as Condition])),
    }),
  },
  questions,
  mending: [],
  alignments: [],
})

const measured = (set: MeasuredSet): Measured => ({
  app: { name: 'Plumb', version: '0' },
  created: '2026-01-01T00:00:00.000Z',
  command: 'npm run evaluate',
  sets: [set],
  grouped: [],
  conditions: [
    { id: 'proper', label: 'Proper' },
    { id: 'moved', label: 'Moved' },
  ],
  judges: [{ id: 'judge', label: 'Judge', group: 'cross-model', sha256: '' }],
  methods: [
    { id: 'sharp', label: 'Sharp', kind: 'student', sha256: null },
    { id: 'dull', label: 'Dull', kind: 'baseline', sha256: null },
  ],
  mender: null,
})

const question = (change: Partial<Question> = {}): Question => ({
  condition: 'proper',
  moves: 'quality',
  judge: 'judge',
  impostors: 'listed',
  methods: ['sharp', 'dull'],
  ...change,
})

const asked = [
  question(),
  question({ impostors: 'all' }),
  question({ condition: 'moved' }),
  question({ condition: 'moved', moves: 'both', impostors: 'all' }),
]

describe('an evaluation', () => {
  const { sets, rows, curves, differences } = evaluate(measured(madeSet(asked)), {
    fmr: fixture.fmr,
    replicates: 200,
  })

  it('has the figures that numpy has', () => {
    expect(rows).toHaveLength(fixture.rows.length)
    fixture.rows.forEach((expected, i) => {
      const { pauc30_ci: _, set, judge, group, fmr, ...row } = rows[i]!
      expect({ set, judge, group, fmr }).toEqual({
        set: 'made',
        judge: 'judge',
        group: 'cross-model',
        fmr: fixture.fmr,
      })
      expect(rounded(row)).toEqual(rounded(expected))
    })
  })

  it('has an interval around each area and band around each curve', () => {
    rows.forEach(({ pauc30, pauc30_ci, fnmr0 }, i) => {
      expect(pauc30_ci![0]).toBeLessThan(pauc30!)
      expect(pauc30_ci![1]).toBeGreaterThan(pauc30!)
      const { fnmr, low, high } = curves[i]!
      expect([fnmr.length, low.length, high.length]).toEqual([61, 61, 61])
      expect(fnmr[0]).toBe(fnmr0)
      expect(low[0]).toBeLessThan(fnmr0)
      expect(high[0]).toBeGreaterThan(fnmr0)
    })
  })

  it('compares the student with every other method', () => {
    expect(differences).toHaveLength(asked.length)
    differences.forEach(({ method, other, difference, interval }, i) => {
      expect([method, other]).toEqual(['sharp', 'dull'])
      expect(difference).toBeCloseTo(rows[2 * i]!.pauc30! - rows[2 * i + 1]!.pauc30!, 12)
      expect(interval.low).toBeLessThan(difference)
      expect(interval.high).toBeGreaterThan(difference)
    })
  })

  it('finds no difference between a method and itself: the draws are paired', () => {
    const set = madeSet([question()])
    const scores = (_: string, condition: string) => set.measurements.scores('sharp', condition)
    const twice = evaluate(measured({ ...set, measurements: { ...set.measurements, scores } }), { replicates: 50 })
    expect(twice.differences).toMatchObject([{ difference: 0, interval: { low: 0, high: 0 } }])
  })

  it('says of what it is', () => {
    const genuine = fixture.pairs.isGenuine.filter(Boolean).length
    expect(sets).toEqual([
      {
        id: 'made',
        label: 'Made',
        describe: 'Numbers.',
        images: fixture.people.length,
        persons: new Set(fixture.people).size,
        genuine,
        impostor: fixture.pairs.isGenuine.length - genuine,
        missing: 1,
        missing_why: { absent: 1, unread: 0, unsearched: 0, faceless: 0 },
        agreed: null,
      },
    ])
  })

  it('is the same again', () => {
    const again = evaluate(measured(madeSet(asked)), { fmr: fixture.fmr, replicates: 200 })
    expect(again.differences).toEqual(differences)
  })
})

it('refuses what has nothing to compare, and says what', () => {
  const set = madeSet([question()])
  const scores = (method: string) => new Float64Array(fixture.people.length).fill(method === 'dull' ? Number.NaN : 1)
  const withoutScores = measured({ ...set, measurements: { ...set.measurements, scores } })
  expect(() => evaluate(withoutScores)).toThrow(NothingToCompareError)
  expect(() => evaluate(withoutScores)).toThrow('Of made under proper')
})

it('tells its progress', () => {
  const told: (readonly [number, number])[] = []
  evaluate(measured(madeSet([question(), question({ condition: 'moved' })])), {
    replicates: 1,
    onProgress: (done, total) => told.push([done, total]),
  })
  expect(told).toEqual([
    [1, 2],
    [2, 2],
  ])
})

/** Numbers to nine decimals, whatever the order of the keys. */
const rounded = (row: Partial<EvaluationRow> | (typeof fixture.rows)[number]): unknown =>
  JSON.parse(JSON.stringify(row, (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(9)) : value)))

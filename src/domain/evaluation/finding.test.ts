import { describe, expect, it } from 'vitest'
import { findingOf, verdictOf } from './finding.ts'
import { madeResults } from './reading/made-results.ts'
import type { EvaluationResults, MethodDifference } from './results.ts'

const judged = { set: 'lfw', judge: 'edgeface', moves: 'quality', impostors: 'listed' } as const

const difference = (condition: string, low: number, high: number, change: Partial<MethodDifference> = {}) => ({
  ...judged,
  condition,
  method: 'plumb',
  other: 'plumb-baseline',
  difference: (low + high) / 2,
  interval: { low, high },
  ...change,
})

const resultsWith = (differences: readonly MethodDifference[]): EvaluationResults => ({
  schema: 1,
  app: { name: 'Plumb', version: '0' },
  created: '',
  command: '',
  replicates: 1000,
  sets: [],
  conditions: [
    { id: 'proper', label: 'proper' },
    { id: 'jitter-10', label: 'jitter 10%' },
    { id: 'box', label: 'face box' },
  ],
  judges: [],
  methods: [
    { id: 'plumb', label: 'Student', kind: 'student', sha256: null },
    { id: 'plumb-baseline', label: 'Baseline', kind: 'baseline', sha256: null },
    { id: 'sharp', label: 'Sharpness', kind: 'measure', sha256: null },
  ],
  rows: [],
  curves: [],
  differences,
  stability: [],
  sweeps: [],
  mender: null,
  mending: [],
  grouped: [],
  groups: [],
})

describe('a verdict', () => {
  it.each([
    [-0.2, -0.1, 'better'],
    [0.1, 0.2, 'worse'],
    [-0.1, 0.2, 'undecided'],
    [-0.1, 0, 'undecided'],
    [0, 0, 'undecided'],
  ] as const)('from %d to %d is %s', (low, high, verdict) => {
    expect(verdictOf({ interval: { low, high } })).toBe(verdict)
  })
})

describe('a finding', () => {
  it('says where the student is better, with the largest difference, and where nothing tells them apart', () => {
    const results = resultsWith([
      difference('proper', -0.02, 0.03),
      difference('jitter-10', -0.08, -0.02),
      difference('box', -0.3, -0.1),
    ])
    expect(findingOf(results, judged)).toBe(
      'Under jitter 10% and face box the student does better than the baseline (pAUC@0.3 −0.200, 95% interval −0.300 to −0.100); under proper student and baseline cannot be told apart.',
    )
  })

  it('says that the student loses', () => {
    expect(findingOf(resultsWith([difference('proper', 0.01, 0.05)]), judged)).toBe(
      'Under proper the student does worse than the baseline (pAUC@0.3 +0.030, 95% interval +0.010 to +0.050).',
    )
  })

  it('speaks of the first pair where there are several', () => {
    const { methods, ...results } = resultsWith([
      difference('proper', 0.01, 0.05),
      difference('jitter-10', -0.08, -0.02, { method: 'small' }),
      difference('box', -0.08, -0.02, { method: 'small', other: 'small-baseline' }),
      difference('box', -0.08, -0.02, { other: 'small-baseline' }),
    ])
    const second = [
      { id: 'small', label: 'small', kind: 'student', sha256: null },
      { id: 'small-baseline', label: 'small-baseline', kind: 'baseline', sha256: null },
    ] as const
    expect(findingOf({ ...results, methods: [...methods, ...second] }, judged)).toBe(
      'Under proper the student does worse than the baseline (pAUC@0.3 +0.030, 95% interval +0.010 to +0.050).',
    )
  })

  it('is none by a threshold that too few impostors set', () => {
    const results = resultsWith([difference('proper', 0.01, 0.05)])
    const [made] = madeResults().rows
    const row = { ...made!, ...judged, condition: 'proper', too_few_impostors: false }
    expect(findingOf({ ...results, rows: [row] }, judged)).not.toBeNull()
    expect(findingOf({ ...results, rows: [{ ...row, too_few_impostors: true }] }, judged)).toBeNull()
    expect(findingOf({ ...results, rows: [{ ...row, too_few_impostors: true, set: 'cfp' }] }, judged)).not.toBeNull()
  })

  it('is none where the two were not compared by this judge', () => {
    const results = resultsWith([
      difference('proper', 0.01, 0.05, { other: 'sharp' }),
      difference('proper', 0.01, 0.05, { judge: 'y1' }),
      difference('proper', 0.01, 0.05, { moves: 'both' }),
    ])
    expect(findingOf(results, judged)).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { madeResults } from '#domain/evaluation/reading/made-results.ts'
import type { EvaluationRow } from '#domain/evaluation/results.ts'
import { choiceOf, nothingWanted, type View, type Wanted } from '#stores/evidence/choice.ts'
import { findingOf } from './finding.ts'

function viewOf(made: Parameters<typeof madeResults>[0], wanted: Partial<Wanted> = {}): View {
  const results = madeResults(made)
  return { results, choice: choiceOf(results, { ...nothingWanted, ...wanted })! }
}

/** Results whose rows of a method are changed. */
function withRows(view: View, method: string, change: Partial<EvaluationRow>): View {
  const rows = view.results.rows.map((row) => (row.method === method ? { ...row, ...change } : row))
  return { ...view, results: { ...view.results, rows } }
}

describe('the finding', () => {
  it('says by how much the student does better', () => {
    const { found, numbers, protocol } = findingOf(viewOf({ difference: -0.1, half: 0.02 }))
    // 6% × (1 − 2 × (1 − pAUC) × 0.2 / 0.3) with pAUC 0.6 and 0.7.
    expect(found).toBe(
      'When crops are misaligned by jitter 20%, discarding the student’s worst fifth leaves 2.8% errors; the baseline’s leaves 3.6%.',
    )
    expect(numbers).toBe(
      'The student’s pAUC less the baseline’s: −0.100 (95% interval −0.120 to −0.080); lower is better. On properly aligned crops: −0.100 (95% interval −0.120 to −0.080).',
    )
    expect(protocol).toBe(
      'Drawn: 1,200 genuine comparisons of 400 images. Judge: Stranger, a recogniser that took no part in training; it sees proper crops. Threshold at FMR 1e−3 over 1,200 listed impostor comparisons, set before discarding. Evaluated on 2 January 2026, 100 bootstrap rounds over persons.',
    )
  })

  it('says so when the student loses', () => {
    expect(findingOf(viewOf({ difference: 0.1 }, { crops: 'proper' })).found).toBe(
      'On properly aligned crops, the baseline does better: discarding its worst fifth leaves 3.6% errors; the student’s leaves 4.4%.',
    )
  })

  it('says so when nothing can be told apart', () => {
    expect(findingOf(viewOf({ difference: -0.01, half: 0.02 }, { crops: 'face-box' })).found).toBe(
      'When crops are aligned by face box, student and baseline cannot be told apart: discarding the worst fifth leaves 3.5% errors by the student, 3.6% by the baseline.',
    )
    expect(findingOf(viewOf({ difference: 0, half: 0.02 })).found).toContain(
      'cannot be told apart: discarding the worst fifth by either leaves 3.6% errors.',
    )
  })

  it('does not let a fifth contradict the area', () => {
    const better = withRows(viewOf({ difference: -0.1 }), 'student', { fnmr_after: { 1: 0.05, 5: 0.05, 20: 0.05 } })
    expect(findingOf(better).found).toContain(
      'the student’s scores find the errors better than the baseline’s: pAUC 0.600 against 0.700.',
    )
    const worse = withRows(viewOf({ difference: 0.1 }), 'student', { fnmr_after: { 1: 0.05, 5: 0.04, 20: 0.01 } })
    expect(findingOf(worse).found).toContain(
      'the baseline’s scores find the errors better than the student’s: pAUC 0.700 against 0.800.',
    )
  })

  it('compares with another method by its name', () => {
    const { found, numbers } = findingOf(viewOf({ difference: -0.1 }, { against: 'random' }))
    expect(found).toContain('leaves 2.8% errors; Random’s leaves 5.9%.')
    expect(numbers).toContain('less Random’s: −0.390')
  })

  it('calls a second baseline by its name', () => {
    const view = viewOf({ difference: -0.1 }, { against: 'random' })
    const methods = view.results.methods.map((method) =>
      method.id === 'random' ? { ...method, kind: 'baseline' as const, label: 'plumb-s-baseline' } : method,
    )
    const { found, numbers } = findingOf({ ...view, results: { ...view.results, methods } })
    expect(found).toContain('leaves 2.8% errors; plumb-s-baseline’s leaves 5.9%.')
    expect(numbers).toContain('less plumb-s-baseline’s: −0.390')
  })

  it('quotes nothing where too few impostors set the threshold', () => {
    const { found, numbers, protocol } = findingOf(viewOf({ difference: -0.1, tooFew: true }))
    expect(found).toBe('Too few impostors for an FMR of 1e−3: the figures below are shown and not to be quoted.')
    expect(numbers).toBeNull()
    expect(protocol).toContain('over 1,200 listed impostor comparisons')
  })

  it('has nothing to save where there are no errors', () => {
    expect(findingOf(withRows(viewOf({}), 'student', { fnmr0: 0, pauc30: null })).found).toContain(
      'no genuine comparison is rejected: there are no errors that discarding could save.',
    )
  })

  it('says what was not evaluated', () => {
    const nothing = { found: 'Not evaluated.', numbers: null, protocol: null }
    expect(findingOf(viewOf({}, { impostors: 'all' }))).toEqual(nothing)
    const view = viewOf({})
    const { found, numbers } = findingOf({ ...view, results: { ...view.results, differences: [] } })
    expect(found).toContain('Whether they differ was not evaluated.')
    expect(numbers).toBeNull()
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { madeResults } from '#domain/evaluation/reading/made-results.ts'
import type { EvaluationResults, Moves } from '#domain/evaluation/results.ts'
import { withSection } from './in-readme.ts'
import { resultsSection } from './section.ts'

/** Made results over all impostors and in all pipelines. */
function made(change: Parameters<typeof madeResults>[0] = {}): EvaluationResults {
  const results = madeResults(change)
  const inAll = <Row extends { moves: Moves; impostors: 'listed' | 'all' }>(rows: readonly Row[]) =>
    (['quality', 'both', 'mended'] as const).flatMap((moves) =>
      rows.map((row) => ({ ...row, moves, impostors: 'all' as const })),
    )
  return {
    ...results,
    rows: inAll(results.rows).map((row) => ({ ...row, too_few_impostors: false })),
    differences: inAll(results.differences),
  }
}

it('README has what its results say', () => {
  const readme = readFileSync('README.md', 'utf8')
  const results = JSON.parse(readFileSync('public/evidence/results.json', 'utf8')) as EvaluationResults
  expect(readme).toBe(withSection(readme, resultsSection({ ...results, mending: results.mending ?? [] })))
})

describe('what README says of an evaluation', () => {
  it('leads with what mending is worth, by the intervals', () => {
    const text = resultsSection(made())
    expect(text).toContain('**Mending.** Stranger’s FNMR in %')
    expect(text).toContain('| Drawn-D | 6.0 | 9.0 → 5.5 | 9.0 → 5.5 | 42.0 → 5.5 |')
    expect(text).toContain('With face box mending lowers it on 2 of 2 sets.')
    const undecided = made().mending.map((row) => ({
      ...row,
      gain: { difference: 0, interval: { low: -0.1, high: 0.1 } },
    }))
    expect(resultsSection({ ...made(), mending: undecided })).toContain(
      'With face box mending lowers it on 0 of 2 sets, 2 cannot be told.',
    )
    expect(resultsSection({ ...made(), mending: [] })).not.toContain('Mending')
  })

  it('has a table of every pipeline and both its sides', () => {
    const text = resultsSection(made())
    expect(text).toContain('| proper crops | plumb-m | .650 | .650 | .650 | .650 |')
    expect(text).toContain('| mended | plumb-m-baseline | .700 | .700 | .700 | .700 |')
    expect(text).toContain('| plumb-m-baseline | .40 | .40 | .40 |')
    expect(text).toContain('The student’s score moves 4.0 times less than its baseline’s.')
  })

  it.each([
    [-0.05, 0.02, 'the student is ahead of its baseline with proper crops (−.050, −.070 to −.030), jitter 10%'],
    [0.05, 0.02, 'the student is behind its baseline with proper crops (+.050, +.030 to +.070), jitter 10%'],
    [0.01, 0.02, 'the two cannot be told from each other with proper crops, jitter 10%, jitter 20% and face box.'],
  ])('follows the interval of a difference of %d ± %d', (difference, half, words) => {
    const text = resultsSection(made({ difference, half }))
    expect(text).toContain(`Where the recogniser gets properly aligned crops, ${words}`)
    // Four conditions twice, and once less where proper crops are as cut.
    expect(text).toContain('intervals that are not corrected for there being 11 of them')
  })

  it('says nothing by a threshold that too few impostors set', () => {
    const results = made()
    const rows = results.rows.map((row) => ({ ...row, too_few_impostors: true }))
    const text = resultsSection({ ...results, rows })
    expect(text).toContain('.650 (too few impostors)')
    expect(text).not.toContain('ahead of its baseline')
  })

  it('needs marks in README to stand between', () => {
    expect(() => withSection('# Plumb', 'text')).toThrow('lacks the marks')
  })
})

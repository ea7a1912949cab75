import { describe, expect, it } from 'vitest'
import { madeResults } from '#domain/evaluation/reading/made-results.ts'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import { choiceOf, nothingWanted, type View } from '#stores/evidence/choice.ts'
import { storyOf } from './story.ts'

const viewOf = (results: EvaluationResults): View => ({ results, choice: choiceOf(results, nothingWanted)! })
const unmended = (results: EvaluationResults): EvaluationResults => ({ ...results, mending: [] })

/** Results in which the median face of a method moves by so much. */
function withMedians(medians: Readonly<Record<string, number>>): EvaluationResults {
  const made = madeResults({ difference: 0.05, half: 0.01 })
  return {
    ...made,
    stability: made.stability.map((each) => ({
      ...each,
      spread: each.spread.map((value, i) => (i === 50 ? medians[each.method]! : value)),
    })),
  }
}

/** Results in which mending changes the FNMR by so much, give or take 0.01. */
function withGain(difference: number): EvaluationResults {
  const made = madeResults()
  const interval = { low: difference - 0.01, high: difference + 0.01 }
  return { ...made, mending: made.mending.map((row) => ({ ...row, gain: { difference, interval } })) }
}

describe('the story', () => {
  it('tells what moves least, what mending gives back, and what it costs', () => {
    expect(storyOf(viewOf(withMedians({ student: 3.4, baseline: 12.2 })))).toEqual({
      found:
        'Over 24 misalignments of a crop the student’s score moves by 3.4 points at the median face, the baseline’s by 12.2, and the worst crops, cut again by the student’s alignment, fail in 5.5% of genuine comparisons instead of 42.0%; the price is on properly aligned crops, where the student finds the errors less well.',
      numbers:
        'pAUC on properly aligned crops, student and baseline: 0.750 and 0.700, +0.050 (95% interval +0.040 to +0.060); lower is better.',
    })
  })

  it('tells it also where the baseline moves less, or both move alike', () => {
    expect(storyOf(viewOf(withMedians({ student: 9, baseline: 3 })))?.found).toContain(
      'the baseline’s score moves by 3.0 points at the median face, the student’s by 9.0',
    )
    expect(storyOf(viewOf(withMedians({ student: 3, baseline: 3.01 })))?.found).toContain(
      'scores move alike, by 3.0 points',
    )
  })

  it('follows the interval in what mending gives back', () => {
    expect(storyOf(viewOf(withGain(0.2)))?.found).toContain(', but the worst crops, cut again')
    expect(storyOf(viewOf(withGain(0.005)))?.found).toContain('makes no difference that can be told')
    expect(storyOf(viewOf(unmended(madeResults())))?.found).not.toContain('cut again')
  })

  it('follows the interval in what it costs', () => {
    const foundWith = (difference: number) => storyOf(viewOf(madeResults({ difference, half: 0.02 })))?.found
    expect(foundWith(-0.05)).toContain('the student finds the errors better, too.')
    expect(foundWith(0.01)).toContain('on properly aligned crops the two cannot be told apart.')
  })

  it('quotes nothing where too few impostors set the threshold', () => {
    const story = storyOf(viewOf(madeResults({ tooFew: true })))
    expect(story?.found).toMatch(/; too few impostors set the threshold to say what that costs\.$/)
    expect(story?.numbers).toBeNull()
  })

  it('leaves out what was not evaluated', () => {
    const made = unmended(withMedians({ student: 3.4, baseline: 12.2 }))
    expect(storyOf(viewOf({ ...made, differences: [] }))?.found).toMatch(/the baseline’s by 12\.2\.$/)
    expect(storyOf(viewOf({ ...made, stability: [] }))).toBeNull()
  })
})

// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { isUnsteady, type MarkState, markOf } from './mark-state.ts'
import { ScoreMark, ScoreValue } from './score-mark.tsx'

afterEach(cleanup)

const measured = { score: 82.4, spread: 3.2, worst: 8.7 }
const baseline = { score: 79, spread: 8, worst: 22 }
const pending = { spread: null, worst: null }

describe('the score mark', () => {
  it.each<[string, MarkState, string]>([
    [
      'scored',
      { kind: 'scored', student: measured, baseline },
      'Score 82 of 100. Over 24 misaligned crops it moves by 3 points, 9 at worst. Baseline 79, moves by 8, 22 at worst.',
    ],
    [
      'without baseline',
      { kind: 'scored', student: measured, baseline: null },
      'Score 82 of 100. Over 24 misaligned crops it moves by 3 points, 9 at worst.',
    ],
    [
      'moving by one point',
      { kind: 'scored', student: { score: 50, spread: 1, worst: 1 }, baseline: null },
      'Score 50 of 100. Over 24 misaligned crops it moves by 1 point, 1 at worst.',
    ],
    [
      'spread pending',
      { kind: 'scored', student: { ...measured, ...pending }, baseline: { ...baseline, ...pending } },
      'Score 82 of 100. Its spread is being measured. Baseline 79.',
    ],
    [
      'over the quick protocol',
      { kind: 'scored', student: measured, baseline: null, crops: 6 },
      'Score 82 of 100. Over 6 misaligned crops it moves by 3 points, 9 at worst.',
    ],
    ['scoring', markOf(null), 'Scoring'],
    ['nothing to score', { kind: 'none' }, 'No score'],
    [
      'one crop',
      { kind: 'one-crop', student: { score: 84, reference: 91 }, baseline: { score: 61, reference: 89 } },
      'This crop: 84, 7 below the reference. Baseline 61, 28 below.',
    ],
    [
      'one crop that changes nothing',
      { kind: 'one-crop', student: { score: 91.2, reference: 90.8 }, baseline: null },
      'This crop: 91, the same as the reference.',
    ],
    [
      'own model',
      { kind: 'own', name: 'my-fiq', own: { score: 80, spread: 11, worst: 31 } },
      'my-fiq: 80, spread 11, worst 31',
    ],
  ])('says what it shows: %s', (_, state, words) => {
    render(<ScoreMark state={state} />)
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe(words)
  })

  it('shows neither block nor skirt while the spread is being measured', () => {
    const { container } = render(
      <ScoreMark state={{ kind: 'scored', student: { ...measured, ...pending }, baseline: null }} />,
    )
    expect(container.querySelector('.student-blade')).not.toBeNull()
    expect(container.querySelector('.student-block, .student-skirt')).toBeNull()
  })

  it('calls a spread unsteady as soon as it reads 10', () => {
    expect(isUnsteady({ ...measured, spread: 9.4 })).toBe(false)
    expect(isUnsteady({ ...measured, spread: 9.6 })).toBe(true)
  })
})

describe('the value beside it', () => {
  it.each([
    [measured, '82± 3'],
    [{ ...measured, ...pending }, '82± ··'],
    [null, '··± ··'],
  ])('never stands without its spread', (value, text) => {
    const { container } = render(<ScoreValue measured={value} />)
    expect(container.textContent).toBe(text)
  })
})

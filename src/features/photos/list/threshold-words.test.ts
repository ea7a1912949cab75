import { describe, expect, it } from 'vitest'
import { thresholdEffects } from '#stores/photos/examples.ts'
import { effectWords, thresholdTip } from './threshold-words.ts'

describe('the words for a threshold', () => {
  it.each([
    [0, 'Keeps all of the reference faces; 4.1% false non-matches.'],
    [20, 'Keeps 80% of the reference faces; false non-matches fall from 4.1% to 1.9%.'],
    [40, 'Keeps 60% of the reference faces; false non-matches stay at 4.1%.'],
    [60, 'Keeps 40% of the reference faces; false non-matches rise from 4.1% to 5.0%.'],
    [100, 'Keeps 0% of the reference faces: too few to count false non-matches.'],
  ])('of %d say what it does', (threshold, words) => {
    expect(effectWords(threshold, thresholdEffects)).toBe(words)
  })

  it('say how sure that is, and by whom, when and how it was measured', () => {
    expect(thresholdTip(20, 'LFW-D', thresholdEffects)).toBe(
      'A threshold of 20 discards 20% of the reference faces (LFW-D) and keeps 70% of their 3,000 genuine comparisons. False non-matches among the rest: 1.9%, 95% interval 1.4% to 2.5%. Judge EdgeFace-XS, at a false match rate of 0.1% on all comparisons of different persons, 2026-01-31. See Evidence.',
    )
    expect(thresholdTip(100, 'LFW-D', thresholdEffects)).toContain('keeps 0% of their 3,000')
    expect(thresholdTip(100, 'LFW-D', thresholdEffects)).toContain('No genuine comparison is left to count.')
  })

  it('say what they can where nothing was measured', () => {
    expect(thresholdTip(30, 'LFW-D', null)).toBe('A threshold of 30 discards 30% of the reference faces.')
    expect(thresholdTip(0, 'LFW-D', null)).toBe('A threshold of 0 discards none of the reference faces.')
  })
})

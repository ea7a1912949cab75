import { describe, expect, it } from 'vitest'
import { count, fixed, megabytes, plural, shortened, shownChange, signed, signedFixed, whole } from './format.ts'

describe('numbers on the page', () => {
  it.each([
    [whole(-6.4), '−6'],
    [whole(-0.3), '0'],
    [signed(3.4), '+3'],
    [signed(-0.4), '0'],
    [signed(-7), '−7'],
    [fixed(-0.0046, 3), '−0.005'],
    [signedFixed(0.0046, 3), '+0.005'],
    [signedFixed(-0.0004, 3), '0.000'],
    [signedFixed(-0.0046, 3), '−0.005'],
    [count(7701), '7,701'],
    [plural(1, 'face'), '1 face'],
    [plural(1200, 'face'), '1,200 faces'],
    [megabytes(7_700_000), '7.7'],
    [shortened('channels-last', 13), 'channels-last'],
    [shortened('channels-last', 12), 'channels-la…'],
  ])('reads %s', (text, expected) => {
    expect(text).toBe(expected)
  })

  it('shows the change between the numbers that are shown', () => {
    expect(shownChange(83.6, 91.4)).toBe(-7)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrap } from './wrap.ts'

describe('a wrapped text', () => {
  it('breaks between words, and inside those that are longer than a line', () => {
    expect(wrap('Plumb 0.1.0, wasm. Landmarks: landmarker.', 20)).toEqual([
      'Plumb 0.1.0, wasm.',
      'Landmarks:',
      'landmarker.',
    ])
    expect(wrap('plumb-m 7889d0ecaf', 8)).toEqual(['plumb-m', '7889d0ec', 'af'])
    expect(wrap('', 8)).toEqual([])
  })

  it('keeps every letter, and no line is too long', () =>
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, most) => {
        const lines = wrap(text, most)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(most)
      }),
    ))
})

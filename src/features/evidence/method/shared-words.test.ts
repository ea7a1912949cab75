import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Manifest } from '#domain/quality/manifest.ts'
import { sharedWords } from './shared-words.ts'

describe('words that cards share', () => {
  it('are said once, and each card keeps its own', () => {
    const texts = ['Made of A (5, vs. 6). Never of B. Each crop was moved.', 'Made of A (5, vs. 6). Never of B.']
    expect(sharedWords(texts)).toEqual({
      shared: 'Made of A (5, vs. 6). Never of B.',
      own: ['Each crop was moved.', ''],
    })
  })

  it('are none where there is one card, or none', () => {
    expect(sharedWords(['One. Two.'])).toEqual({ shared: '', own: ['One. Two.'] })
    expect(sharedWords([])).toEqual({ shared: '', own: [] })
  })

  it('of the released models lose no sentence', () => {
    const { models } = JSON.parse(readFileSync('public/models/manifest.json', 'utf8')) as Manifest
    for (const key of ['data', 'labels', 'limits', 'known_failures'] as const) {
      const texts = models.map(({ card }) => card[key])
      const { shared, own } = sharedWords(texts)
      expect(shared.length).toBeGreaterThan(40)
      const words = (text: string) => text.split(/\s+/).toSorted()
      texts.forEach((text, i) => {
        expect(words(`${shared} ${own[i]}`.trim())).toEqual(words(text))
      })
    }
  })
})

import { expect, it } from 'vitest'
import { describeProgress, progressLine } from './progress.ts'

it.each([
  [{ done: 0, all: 7701, share: 0 }, 3, '0 of 7,701 images'],
  [{ done: 1204, all: 7701, share: 0.25 }, 60, '1,204 of 7,701 images, 20 a second, 3 min left'],
  [{ done: 30, all: 60, share: 0.5 }, 20, '30 of 60 images, 1.5 a second, 20 s left'],
  [{ done: 10, all: 1000, share: 0.01 }, 40, '10 of 1,000 images, 0.3 a second, 1 h 6 min left'],
  [{ done: 60, all: 60, share: 1 }, 30, '60 of 60 images, 2.0 a second'],
])('%o after %d s is told as it is', (progress, seconds, words) => {
  expect(describeProgress(progress, seconds)).toBe(words)
})

/** Calls at these milliseconds; what was written. */
function written(isTTY: boolean, times: readonly number[]): string[] {
  const texts: string[] = []
  let time = 0
  const line = progressLine({ isTTY, write: (text) => texts.push(text) }, () => time)
  for (const [i, at] of times.entries()) {
    time = at
    line.show({ done: i + 1, all: times.length, share: (i + 1) / times.length })
  }
  line.end()
  return texts
}

it('a terminal has one line, written over once a second at most, and at the end', () => {
  const texts = written(true, [1000, 1500, 1900, 2000, 2500, 2600])
  expect(texts).toHaveLength(4)
  for (const text of texts.slice(0, -1)) expect(text).toMatch(/^\r\S*\d of 6 images[^\n]*$/)
  expect(texts[2]).toContain('6 of 6 images')
  expect(texts[3]).toBe('\n')
})

it('elsewhere there is a new line every ten seconds, and at the end', () => {
  const texts = written(false, [1000, 5000, 11_000, 12_000, 13_000])
  expect(texts.map((text) => text.slice(0, 6))).toEqual(['1 of 5', '3 of 5', '5 of 5'])
  for (const text of texts) expect(text.endsWith('\n')).toBe(true)
})

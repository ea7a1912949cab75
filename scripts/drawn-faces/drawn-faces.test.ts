import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawnLists, drawnPictures } from './drawn-set.ts'

const committed = (name: string) =>
  readFileSync(new URL(`../../bench/evaluate/fixtures/drawn/${name}`, import.meta.url))

describe('the drawn faces', () => {
  it.each(Object.entries(drawnLists))('%s comes out as committed', (name, text) => {
    expect(committed(name).toString()).toBe(text)
  })

  it('come out as committed, within a grey level', async () => {
    for (const [file, draw] of drawnPictures) {
      const [drawn, kept] = await Promise.all(
        [await draw(), committed(`images/${file}`)].map((jpeg) => sharp(jpeg).raw().toBuffer()),
      )
      const difference = drawn!.reduce((sum, value, i) => sum + Math.abs(value - kept![i]!), 0) / kept!.length
      expect(difference, file).toBeLessThan(1)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { allComparisons } from './comparisons.ts'
import type { Comparisons } from './face-set.ts'

const listOf = ({ one, other, isGenuine }: Comparisons) =>
  Array.from(one, (first, i) => [first, other[i], isGenuine[i]])

describe('allComparisons', () => {
  it('compares every two images once', () => {
    const images = ['a', 'a', 'b'].map((person) => ({ person, view: null }))
    expect(listOf(allComparisons(images))).toEqual([
      [0, 1, 1],
      [0, 2, 0],
      [1, 2, 0],
    ])
  })

  it('compares frontal images with profiles alone, where there are views', () => {
    const images = [
      { person: 'a', view: 'frontal' },
      { person: 'a', view: 'frontal' },
      { person: 'a', view: 'profile' },
      { person: 'b', view: 'profile' },
    ] as const
    expect(listOf(allComparisons(images))).toEqual([
      [0, 2, 1],
      [0, 3, 0],
      [1, 2, 1],
      [1, 3, 0],
    ])
  })

  it('keeps every genuine comparison and a seeded choice of too many impostors', () => {
    const images = Array.from({ length: 200 }, (_, i) => ({ person: String(i % 100), view: null }))
    const chosen = allComparisons(images, 2000)
    const genuine = chosen.isGenuine.reduce((sum, value) => sum + value, 0)
    expect(genuine).toBe(100)
    // Of 19,800; four standard deviations are 170.
    expect(Math.abs(chosen.one.length - genuine - 2000)).toBeLessThan(170)
    expect(allComparisons(images, 2000)).toEqual(chosen)
  })
})

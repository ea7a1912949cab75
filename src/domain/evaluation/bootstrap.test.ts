import { describe, expect, it } from 'vitest'
import { differenceInterval, drawsOf, intervalOf } from './bootstrap.ts'

const persons = [0, 0, 1, 1, 1, 2, 3, 3]
const listed = (numbers: readonly number[], seed = 1, replicates = 400) =>
  Array.from(drawsOf(numbers, { replicates, seed }), (drawn) => [...drawn])

describe('bootstrap over persons', () => {
  it('draws as many persons as there are, each as likely as the other', () => {
    const draws = listed(persons)
    expect(draws).toHaveLength(400)
    for (const drawn of draws) expect(drawn.reduce((sum, times) => sum + times, 0)).toBe(4)
    for (const person of [0, 1, 2, 3]) {
      const mean = draws.reduce((sum, drawn) => sum + drawn[person]!, 0) / draws.length
      // The deviation of a count is √¾: four standard errors.
      expect(Math.abs(mean - 1)).toBeLessThan(0.18)
    }
  })

  it('is the same again for the same seed, and another for another', () => {
    expect(listed(persons)).toEqual(listed(persons))
    expect(listed(persons)).not.toEqual(listed(persons, 2))
  })

  it('draws only persons that are there, whatever their numbers', () => {
    const far = listed(persons.map((person) => 7 + 100 * person))
    expect(far.map((drawn) => [7, 107, 207, 307].map((person) => drawn[person]))).toEqual(listed(persons))
    for (const drawn of far) expect(drawn.reduce((sum, times) => sum + times, 0)).toBe(4)
  })

  it('spreads a mean as its standard error says', () => {
    // 100 persons, half of them 1: the error of the mean is √(¼ / 100) = 0.05.
    const means = listed(Array.from(Array(100).keys()), 3, 4000).map(
      (drawn) => drawn.reduce((sum, times, person) => sum + times * (person % 2), 0) / 100,
    )
    const { low, high } = intervalOf(means)!
    expect(high - low).toBeGreaterThan(0.17)
    expect(high - low).toBeLessThan(0.22)
    expect((low + high) / 2).toBeCloseTo(0.5, 1)
  })

  it('pairs differences', () => {
    const first = listed(persons).map(([times]) => times!)
    const more = first.map((times) => times + 0.25)
    expect(differenceInterval(more, first)).toEqual({ low: 0.25, high: 0.25 })
  })

  it('leaves out replicates without a figure', () => {
    expect(intervalOf([Number.NaN, 2, 2])).toEqual({ low: 2, high: 2 })
    expect(intervalOf([Number.NaN])).toBeNull()
  })
})

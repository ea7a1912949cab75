import { describe, expect, it } from 'vitest'
import { bootstrapPersons, differenceInterval, intervalOf } from './bootstrap.ts'

const persons = [0, 0, 1, 1, 1, 2, 3, 3]
const options = { replicates: 400, seed: 1 }

describe('bootstrap over persons', () => {
  it('draws persons whole, as many as there are', () => {
    bootstrapPersons(
      persons,
      (weights) => {
        const ofPerson = new Map(persons.map((person, i) => [person, weights[i]!]))
        expect([...weights]).toEqual(persons.map((person) => ofPerson.get(person)))
        expect([...ofPerson.values()].reduce((sum, weight) => sum + weight, 0)).toBe(4)
        return []
      },
      options,
    )
  })

  it('is the same again for the same seed, and another for another', () => {
    const draw = (seed: number) => bootstrapPersons(persons, ([first]) => [first!], { ...options, seed })
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })

  it('spreads a mean as its standard error says', () => {
    // 100 persons with one comparison each, half of them 1: the error of the mean is √(¼ / 100) = 0.05.
    const people = Array.from({ length: 100 }, (_, i) => i)
    const [means] = bootstrapPersons(
      people,
      (weights) => [weights.reduce((sum, weight, i) => sum + weight * (i % 2), 0) / 100],
      { replicates: 4000, seed: 3 },
    )
    const { low, high } = intervalOf(means!)!
    expect(high - low).toBeGreaterThan(0.17)
    expect(high - low).toBeLessThan(0.22)
    expect((low + high) / 2).toBeCloseTo(0.5, 1)
  })

  it('pairs differences', () => {
    const [one, other] = bootstrapPersons(persons, ([first]) => [first! + 0.25, first!], options)
    expect(differenceInterval(one!, other!)).toEqual({ low: 0.25, high: 0.25 })
  })

  it('draws only persons that are there, whatever their numbers', () => {
    const draw = (numbers: readonly number[]) => bootstrapPersons(numbers, (weights) => [...weights], options)
    expect(draw(persons.map((person) => 7 + 100 * person))).toEqual(draw(persons))
  })

  it('leaves out replicates without a figure', () => {
    expect(intervalOf([Number.NaN, 2, 2])).toEqual({ low: 2, high: 2 })
    expect(intervalOf([Number.NaN])).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { madeResults } from '#domain/evaluation/reading/made-results.ts'
import { parseResults } from './parse-results.ts'

const throughFile = (change: object = {}) => JSON.parse(JSON.stringify({ ...madeResults(), ...change })) as unknown

describe('the results of an evaluation', () => {
  it('come back from their file as they were', () => {
    expect(parseResults(throughFile())).toEqual(madeResults())
  })

  it('may be without groups of people', () => {
    expect(parseResults(throughFile({ grouped: undefined, groups: undefined }))).toMatchObject({
      grouped: [],
      groups: [],
    })
  })

  it.each([
    ['of another schema', { schema: 2 }, 'schema'],
    ['without a date', { created: 'yesterday' }, 'created'],
    ['with a curve too short', { curves: [{ ...madeResults().curves[0], fnmr: [0.1] }] }, 'curves.0.fnmr'],
    [
      'with an unknown group',
      { judges: [{ id: 'j', label: 'J', group: 'friend', sha256: 'f'.repeat(64) }] },
      'judges.0.group',
    ],
    ['with a rate over 1', { rows: [{ ...madeResults().rows[0], fnmr0: 1.5 }] }, 'rows.0.fnmr0'],
  ])('%s are refused, with the place that is off', (_, change, place) => {
    expect(() => parseResults(throughFile(change))).toThrow(
      expect.objectContaining({ code: 'results-invalid', message: expect.stringContaining(`(${place}: `) }),
    )
  })
})

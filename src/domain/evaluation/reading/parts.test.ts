import { describe, expect, it } from 'vitest'
import type { EvaluationResults } from '../results.ts'
import { madeResults } from './made-results.ts'
import { indexFile, partFiles, type ResultsPart, splitResults, withParts } from './parts.ts'

const results = madeResults()
const files = splitResults(results)
const index = files.get(indexFile) as EvaluationResults

describe('the parts of results', () => {
  it('hold every row, curve and difference once', () => {
    const parts = [...files].filter(([name]) => name !== indexFile).map(([, part]) => part)
    const whole = withParts(index, parts as ResultsPart[])
    const sorted = (entries: readonly object[]) => entries.map((entry) => JSON.stringify(entry)).toSorted()
    for (const list of ['rows', 'curves', 'differences'] as const)
      expect(sorted(whole[list])).toEqual(sorted(results[list]))
    expect({ ...whole, rows: [], curves: [], differences: [], groups: [] }).toEqual(index)
  })

  it('give all that a page about one set and judge shows: curves of the set, figures of every set', () => {
    const parts = partFiles(index, { set: 'drawn-d', judge: 'other' }).map((name) => files.get(name) as ResultsPart)
    const shown = withParts(index, parts)
    expect(shown.rows).toEqual(results.rows.filter(({ judge }) => judge === 'other'))
    expect(shown.curves).toEqual(results.curves.filter(({ judge, set }) => judge === 'other' && set === 'drawn-d'))
  })

  it('are files whatever the ids hold', () => {
    const judges = results.judges.map((judge) => ({ ...judge, id: `../${judge.id}?` }))
    for (const name of splitResults({ ...results, judges }).keys()) expect(name).toMatch(/^[a-z]+(-\d+)*\.json$/)
  })
})

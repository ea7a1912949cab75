import { expect, it } from 'vitest'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import { resultsText } from './results-file.ts'

const results: EvaluationResults = {
  schema: 1,
  app: { name: 'Plumb', version: '1.2.3' },
  created: '2026-01-31T10:00:00.000Z',
  command: 'npm run evaluate -- --data "a b"',
  replicates: 1000,
  sets: [
    { id: 'a', label: 'A', describe: 'One.', images: 29_648_850, persons: 2, genuine: 3, impostor: 4, missing: 0 },
  ],
  conditions: [
    { id: 'proper', label: 'Proper' },
    { id: 'face-box', label: 'Face box' },
  ],
  judges: [],
  methods: [],
  rows: [],
  curves: [],
  differences: [],
  stability: [
    {
      set: 'a',
      method: 'm',
      faces: 3,
      spread: [0, 1.23456789, 0.000123456789],
      by_size: [],
      icc: null,
      procedures: [],
    },
  ],
}

it('is the same JSON, with numbers rounded to five digits', () => {
  const [steady] = results.stability
  expect(JSON.parse(resultsText(results))).toEqual({
    ...results,
    stability: [{ ...steady, spread: [0, 1.2346, 0.00012346] }],
  })
})

it('has a line for each entry, so that a diff shows what changed', () => {
  const lines = resultsText(results).split('\n')
  expect(lines).toContain('    {"id":"proper","label":"Proper"},')
  expect(lines).toContain('    {"id":"face-box","label":"Face box"}')
  expect(lines).toContain('  "rows": [],')
})

import { describe, expect, it } from 'vitest'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import { ResultsFileError, resultsText, withGroupsOf } from './results-file.ts'

const results: EvaluationResults = {
  schema: 1,
  app: { name: 'Plumb', version: '1.2.3' },
  created: '2026-01-31T10:00:00.000Z',
  command: 'npm run evaluate -- --data "a b"',
  replicates: 1000,
  sets: [
    {
      id: 'a',
      label: 'A',
      describe: 'One.',
      images: 29_648_850,
      persons: 2,
      genuine: 3,
      impostor: 4,
      missing: 0,
      missing_why: null,
      agreed: null,
    },
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
  sweeps: [],
  mender: null,
  mending: [],
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
  grouped: [],
  groups: [],
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

describe('groups that are made anew', () => {
  const ofModel = (sha256: string, value: string): EvaluationResults => ({
    ...results,
    command: 'npm run evaluate -- --groups b',
    sets: [],
    methods: [{ id: 'm', label: 'M', kind: 'student', sha256 }],
    grouped: [{ id: 'b', label: 'B', images: 2, missing: 0, created: results.created, command: 'groups' }],
    groups: [{ set: 'b', method: 'm', attribute: 'Hat', value, images: 2, quartiles: [1, 2, 3], higher: 0.5 }],
  })
  const kept = { ...ofModel('1', 'Round'), sets: results.sets }

  it('leave the other figures of their file alone', () => {
    const { grouped, groups } = ofModel('1', 'Square')
    expect(withGroupsOf(ofModel('1', 'Square'), JSON.stringify(kept))).toEqual({ ...kept, grouped, groups })
  })

  it('are all that there is where the file is empty', () => {
    expect(withGroupsOf(kept, '\n')).toBe(kept)
  })

  it.each([
    ['of another model', resultsText(kept), 'another m'],
    ['no JSON', 'figures', 'no results'],
    ['other JSON', '{"schema": 2}', 'no results'],
  ])('do not go beside figures that are %s', (_, text, words) => {
    expect(() => withGroupsOf(ofModel('2', 'Square'), text)).toThrow(ResultsFileError)
    expect(() => withGroupsOf(ofModel('2', 'Square'), text)).toThrow(words)
  })
})

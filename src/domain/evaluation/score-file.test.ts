import { describe, expect, it } from 'vitest'
import { idealFace } from '../alignment/ideal-face.ts'
import { csvText } from '../csv.ts'
import { similarity } from '../geometry/similarity.ts'
import { type ScoredFace, toCsvRows, toRecord } from '../quality/record.ts'
import { NameClashError } from './match-names.ts'
import { matchScores, parseScores, ScoreFileError } from './score-file.ts'

const stable = (raw: number) => ({ raw, score: 50, spread: null, worst: null })
const faceOf = (file: string, index: number, size: number, raw: number): ScoredFace => ({
  file,
  index,
  face: idealFace(similarity(size, 0, 30, 10)),
  scores: { student: stable(raw), baseline: stable(-raw) },
  variants: [],
})

/** Two photos; on the first a small face beside a large one. */
const record = toRecord(
  {
    version: '1',
    created: '2026-11-24T20:00:00.000Z',
    backend: 'wasm',
    landmarks: 'landmarker',
    models: [],
    failed: [],
  },
  [faceOf('group, of two.jpg', 0, 1, 0.25), faceOf('group, of two.jpg', 1, 3, 0.75), faceOf('one.jpg', 0, 2, 0.5)],
)
const ofStudent = [
  ['group, of two.jpg', 0.75],
  ['one.jpg', 0.5],
]

describe('scores', () => {
  it('come as lines of a path and a number', () => {
    expect([...parseScores('a/1.jpg 0.5\r\nb/my photo.jpg\t-2e-3\n', 'any')]).toEqual([
      ['a/1.jpg', 0.5],
      ['b/my photo.jpg', -0.002],
    ])
  })

  it.each([
    ['semicolons and decimal commas', 'File;Score\na/1.jpg;0,5\nb/my photo.jpg;-0,002\n'],
    ['tabs, in another order', 'score\tfile\n0.5\ta/1.jpg\n-2e-3\tb/my photo.jpg\n'],
    ['a mark at its beginning', '\uFEFFfile, score\r\na/1.jpg, 0.5\r\nb/my photo.jpg, -0.002\r\n'],
    ['lines with semicolons', 'a/1.jpg;0,5\nb/my photo.jpg;-0.002\n'],
  ])('come as a table with %s', (_, text) => {
    expect([...parseScores(text, 'any')]).toEqual([
      ['a/1.jpg', 0.5],
      ['b/my photo.jpg', -0.002],
    ])
  })

  it('come back under names that a spreadsheet was kept from running', () => {
    expect([...parseScores(csvText([{ file: '=x.jpg', score: 3 }]), 'any')]).toEqual([['=x.jpg', 3]])
    expect([...parseScores("'+x.jpg 3", 'any')]).toEqual([['+x.jpg', 3]])
  })

  it('come as OFIQ’s CSV, less what it could not assess', () => {
    const csv =
      'Filename;UnifiedQualityScore;Sharpness;UnifiedQualityScore.scalar;Sharpness.scalar\na.jpg;25.1;1;87;9;\nb.jpg;0;0;-1;-1;\n'
    expect([...parseScores(csv, 'any')]).toEqual([['a.jpg', 87]])
  })

  it('come as our own CSV with either delimiter, of the largest face', () => {
    const rows = toCsvRows(record.faces)
    expect([...parseScores(csvText(rows), 'student')]).toEqual(ofStudent)
    expect([...parseScores(`\uFEFF${csvText(rows, { delimiter: ';' })}`, 'student')]).toEqual(ofStudent)
  })

  it('come as our own JSON, of the largest face', () => {
    expect([...parseScores(JSON.stringify(record), 'student')]).toEqual(ofStudent)
    expect(parseScores(JSON.stringify(record), 'baseline').get('one.jpg')).toBe(-0.5)
  })

  it.each([
    ['a.jpg high', 'line 1'],
    ['file,score\na.jpg,1\nb.jpg,', 'line 3'],
    ['a.jpg 1\nb.jpg 2\na.jpg 3', 'line 3 has another score of a.jpg'],
    ['{"schema": 1', 'no JSON'],
    ['{"schema": 2}', 'no export of Plumb'],
    [JSON.stringify(record), 'student, baseline, and not mine'],
    ['Filename;Sharpness\na.jpg;3', 'UnifiedQualityScore.scalar'],
  ])('that are wrong say what: %.30s', (text, what) => {
    expect(() => parseScores(text, 'mine')).toThrow(ScoreFileError)
    expect(() => parseScores(text, 'mine')).toThrow(what)
  })
})

describe('names of scores', () => {
  const files = ['a/1.jpg', 'b/1.jpg', 'b/2.jpg']

  it('match by as much of the path as both have', () => {
    const named = new Map([
      ['/data/lfw/b/1.jpg', 1],
      ['2.jpg', 2],
      ['c\\a\\1.jpg', 3],
    ])
    expect(matchScores(files, named)).toEqual({ scores: [3, 1, 2], unmatched: [] })
  })

  it('that are two of one file are refused by name', () => {
    const named = new Map([
      ['a/2.jpg', 1],
      ['b/2.jpg', 2],
    ])
    expect(() => matchScores(['2.jpg'], named)).toThrow(NameClashError)
    expect(() => matchScores(['2.jpg'], named)).toThrow('a/2.jpg and b/2.jpg')
  })

  it('that are nobody’s, or could be two’s, are said', () => {
    const named = new Map([
      ['1.jpg', 1],
      ['3.jpg', 2],
      ['b/2.jpg', 3],
    ])
    expect(matchScores(files, named)).toEqual({ scores: [null, null, 3], unmatched: ['1.jpg', '3.jpg'] })
  })
})

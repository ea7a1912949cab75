import { expect, it } from 'vitest'
import type { FaceRecord } from '#domain/quality/record.ts'
import { createTable } from './table.ts'

const face: FaceRecord = {
  file: 'b\n.jpg',
  face: 1,
  box: { x: 0, y: 0, width: 1, height: 1 },
  landmarks: [],
  confidence: 1,
  scores: {
    one: { raw: 0, score: 82.04, spread: 3, worst: 9.36 },
    two: { raw: 0, score: 7, spread: null, worst: null },
  },
  variants: [],
}

it('createTable(models) puts a column a model before face and file, each face in a line of its own', () => {
  const table = createTable(['one', 'two'])
  expect(table.header).toBe('                     one                       two  face  file')
  expect(table.row(face)).toBe('  82.0 ± 3.0 (worst 9.4)                       7.0     1  b\\u000a.jpg')
  const notes = [{ id: 'landmarks-doubtful', value: null }] as const
  expect(table.row({ ...face, notes })).toMatch(/b\\u000a\.jpg {2}landmarks doubtful$/)
})

import { expect, it } from 'vitest'
import type { FaceRecord } from '#domain/quality/record.ts'
import { createTable } from './table.ts'

it('puts a column a model beside file and face', () => {
  const table = createTable(['a-long-name.jpg', 'b.jpg'], ['one', 'two'])
  const face: FaceRecord = {
    file: 'b.jpg',
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
  const row = table.row(face)
  expect(row).toBe('b.jpg               1    82.0 ± 3.0 (worst 9.4)                       7.0')
  expect(table.header).toHaveLength(row.length)
  const notes = [{ id: 'landmarks-doubtful', value: null }] as const
  expect(table.row({ ...face, notes })).toBe(`${row}  landmarks doubtful`)
})

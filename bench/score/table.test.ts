import { expect, it } from 'vitest'
import { createTable } from './table.ts'

it('puts a column a model beside file and face', () => {
  const table = createTable(['a-long-name.jpg', 'b.jpg'], ['one', 'two'])
  const row = table.row({
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
  })
  expect(row).toBe('b.jpg               1    82.0 ± 3.0 (worst 9.4)                       7.0')
  expect(table.header).toHaveLength(row.length)
})

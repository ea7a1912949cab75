import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nearestPoint, tableOf } from './trace-series.ts'

const points = fc.array(
  fc.record({ time: fc.integer({ min: 0, max: 30_000 }), score: fc.integer({ min: 0, max: 100 }) }),
)

it('finds the score that was measured nearest to a moment, and none that was far', () =>
  fc.assert(
    fc.property(points, fc.integer({ min: 0, max: 30_000 }), (trace, time) => {
      const away = Math.min(...trace.map((point) => Math.abs(point.time - time)))
      const found = nearestPoint(trace, time)
      expect(found === null ? away > 2000 : Math.abs(found.time - time) === away).toBe(true)
    }),
  ))

it('is a table of every five seconds', () => {
  const trace = [
    { time: 20_000, score: 41.6 },
    { time: 29_900, score: 70 },
  ]
  const { columns, rows } = tableOf([{ role: 'student', trace, jitter: null }], 30_000)
  expect(columns).toEqual(['Time', 'Student'])
  expect(rows.map(({ label, cells }) => `${label}: ${cells[0]}`)).toEqual([
    'now: 70',
    '−5 s: ',
    '−10 s: 42',
    '−15 s: ',
    '−20 s: ',
    '−25 s: ',
    '−30 s: ',
  ])
})

import { expect, it } from 'vitest'
import { csvText } from '../csv.ts'
import { madeFrame } from './made-face.ts'
import { emptySession, observe } from './session.ts'
import { csvRowsOf } from './session-csv.ts'

const left = { x: 250, y: 300, width: 300 }
const right = { x: 700, y: 300, width: 200 }

it('has a row a face and model that scored in the newest frame', () => {
  const frames = [
    madeFrame(1000, { ...left, scores: { student: 60, baseline: 50 } }, { ...right, scores: { student: 30 } }),
    madeFrame(1400, { ...left, scores: { student: 70 } }, { ...right, scores: { student: 30, baseline: 20 } }),
  ]
  const rows = csvRowsOf(frames.reduce(observe, emptySession), 1000)
  expect(rows).toMatchObject([
    { seconds: 0.4, face: 1, main: 1, model: 'student', score: 70, jitter: null, spread: null, worst: null },
    { seconds: 0.4, face: 2, main: 0, model: 'student', score: 30, needle: 30 },
    { seconds: 0.4, face: 2, main: 0, model: 'baseline', score: 20, needle: 20 },
  ])
  expect(rows[0]!.needle).toBeCloseTo(60 + 10 * (1 - Math.exp(-1)), 9)
})

it('has no rows where nothing was scored', () => {
  expect(csvRowsOf(emptySession, 0)).toEqual([])
  const seen = observe(emptySession, madeFrame(0, { ...left, scores: { student: 60 } }))
  expect(csvRowsOf(observe(seen, madeFrame(50)), 0)).toEqual([])
})

it('reads as a table', () => {
  const session = observe(emptySession, madeFrame(0, { ...left, scores: { student: 60 }, facts: { yaw: 45 } }))
  expect(csvText(csvRowsOf(session, 0))).toBe(
    'seconds,face,main,model,score,needle,jitter,spread,worst,hint\r\n0,1,1,student,60,60,,,,Look at the camera\r\n',
  )
})

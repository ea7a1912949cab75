import { expect, it } from 'vitest'
import { madeFrame } from '#domain/live/made-face.ts'
import { emptySession, observe } from '#domain/live/session.ts'
import { record, startRecording, stopRecording, useRecording } from './recording.ts'

const at = (time: number, score: number) =>
  observe(emptySession, madeFrame(time, { x: 480, y: 360, width: 300, scores: { 'plumb-s': score } }))

it('holds the scores between start and stop, timed from its start', () => {
  record(at(100, 10))
  startRecording()
  expect(useRecording.getState().isOn).toBe(true)
  record(at(500, 70))
  record(at(750, 71))
  const csv = stopRecording()
  record(at(900, 99))
  const [head, ...rows] = (csv ?? '').trim().split('\r\n')
  expect(head).toMatch(/^seconds,face,.*score/)
  expect(rows.map((row) => row.split(',')[0])).toEqual(['0', '0.25'])
  expect(rows.join()).toContain('71')
  expect(rows.join()).not.toContain('99')
})

it('is nothing where nothing was scored, and begins anew', () => {
  startRecording()
  record(observe(emptySession, madeFrame(100)))
  expect(stopRecording()).toBeNull()
})

it('says when it is full, and keeps what it has', () => {
  startRecording()
  const session = at(100, 50)
  for (let frame = 0; frame < 200_000; frame++) record(session)
  expect(useRecording.getState()).toEqual({ isOn: true, isFull: true })
  record(at(200, 99))
  expect(stopRecording()).not.toContain('99')
  expect(useRecording.getState()).toEqual({ isOn: false, isFull: false })
})

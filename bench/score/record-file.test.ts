import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FaceRecord, toRecord } from '#domain/quality/record.ts'
import { parseRecord } from '../rescore/record-schema.ts'
import { createRecordFile } from './record-file.ts'

const about = {
  version: '1.2.3',
  created: '2026-01-01T00:00:00.000Z',
  backend: 'wasm',
  landmarks: 'landmarker',
  models: [{ id: 'one', sha256: 'ab' }],
  failed: [{ file: 'broken.jpg', code: 'damaged-file', message: 'The file is damaged or ends early.' }],
} as const

const face = (file: string, index: number): FaceRecord => ({
  file,
  face: index,
  box: { x: 1, y: 2, width: 3, height: 4 },
  landmarks: Array.from({ length: 5 }, () => [1, 2] as const),
  confidence: 1,
  scores: { one: { raw: 0.5, score: 50, spread: null, worst: null } },
  variants: [],
})

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-record-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it.each([0, 1, 3])('is a whole record at its end, and none before, with %i faces', (count) => {
  const path = join(folder, `${count}.json`)
  const read = () => JSON.parse(readFileSync(path, 'utf8'))
  const faces = Array.from({ length: count }, (_, index) => face('group.jpg', index))
  const { faces: none, ...rest } = toRecord(about, [])
  expect(none).toEqual([])
  const file = createRecordFile(path)
  for (const each of faces) file.add([each])
  expect(read).toThrow(SyntaxError)
  file.end(rest)
  expect(parseRecord(read())).toEqual({ ...rest, faces })
})

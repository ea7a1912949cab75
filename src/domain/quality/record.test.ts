import { describe, expect, it } from 'vitest'
import { align } from '../alignment/align.ts'
import { idealFace } from '../alignment/ideal-face.ts'
import { P24 } from '../alignment/protocols.ts'
import { fromMatrix, similarity } from '../geometry/similarity.ts'
import { type ScoredFace, toCsvRows, toRecord } from './record.ts'

const face = idealFace(similarity(2, 0.5, 30, 10))
const spec = { procedure: 'landmarker-5pt', misalignment: P24[0]! } as const
const aligned = align(face, spec)
if ('missing' in aligned) throw new Error('an ideal face lacks nothing')

const scored: ScoredFace = {
  file: 'group.jpg',
  index: 1,
  face,
  scores: {
    student: { raw: 1.8, score: 60, spread: 3, worst: 7 },
    baseline: { raw: 0.4, score: 50, spread: null, worst: null },
  },
  variants: [{ ...spec, transform: aligned.transform, scores: { student: { raw: 1.7, score: 57 } } }],
}

const record = toRecord(
  {
    version: '1.2.3',
    created: '2026-11-24T20:00:00.000Z',
    backend: 'wasm',
    landmarks: 'landmarker',
    models: [{ id: 'student', sha256: 'ab' }],
    failed: [{ file: 'broken.jpg', code: 'photo-damaged', message: 'This file is cut short.' }],
  },
  [scored],
)

describe('the result record', () => {
  it('is plain data, the same after a round through JSON', () => {
    expect(JSON.parse(JSON.stringify(record))).toEqual(record)
  })

  it('names the five points in template order and the box in source pixels', () => {
    const { landmarks, box } = record.faces[0]!
    const { rightEye, mouthLeft } = face.landmarks
    expect([landmarks[0], landmarks[4]]).toEqual([
      [rightEye.x, rightEye.y],
      [mouthLeft.x, mouthLeft.y],
    ])
    expect(box).toEqual({ x: face.box.x, y: face.box.y, width: face.box.width, height: face.box.height })
  })

  it('holds each variant’s transform, from which the crop can be cut again', () => {
    expect(fromMatrix(record.faces[0]!.variants[0]!.transform)).toEqual(aligned.transform)
  })
})

describe('the CSV', () => {
  const rows = toCsvRows(record.faces)

  it('has a row a face and model', () => {
    expect(rows.map(({ file, face, model, score, spread }) => [file, face, model, score, spread])).toEqual([
      ['group.jpg', 1, 'student', 60, 3],
      ['group.jpg', 1, 'baseline', 50, null],
    ])
  })

  it('has flat columns, the same in every row', () => {
    const columns =
      'file face model score spread worst raw confidence box_x box_y box_width box_height rightEye_x rightEye_y leftEye_x leftEye_y noseTip_x noseTip_y mouthRight_x mouthRight_y mouthLeft_x mouthLeft_y'
    for (const row of rows) expect(Object.keys(row).join(' ')).toBe(columns)
  })
})

import { describe, expect, it } from 'vitest'
import { align } from '../alignment/align.ts'
import { idealFace } from '../alignment/ideal-face.ts'
import { P24 } from '../alignment/protocols.ts'
import type { SelfAlignment } from '../alignment/self-alignment.ts'
import { fromMatrix, similarity, toMatrix } from '../geometry/similarity.ts'
import { type ScoredFace, toCsvRows, toRecord } from './record.ts'

const face = idealFace(similarity(2, 0.5, 30, 10))
const spec = { procedure: 'landmarker-5pt', misalignment: P24[0]! } as const
const aligned = align(face, spec)
if ('missing' in aligned) throw new Error('an ideal face lacks nothing')

/** Turned by a quarter, and twice too large, about the face centre, which lies 11.2 pixels too far right. */
const found: SelfAlignment = similarity(0, 2, 56 + 2 * 72 + 11.2, 72 - 2 * 56)

const scored: ScoredFace = {
  file: 'group.jpg',
  index: 1,
  face,
  scores: {
    student: { raw: 1.8, score: 60, alignment: found, spread: 3, worst: 7 },
    baseline: { raw: 0.4, score: 50, spread: null, worst: null },
  },
  variants: [{ ...spec, transform: aligned.transform, scores: { student: { raw: 1.7, score: 57, alignment: found } } }],
}

const about: Parameters<typeof toRecord>[0] = {
  version: '1.2.3',
  created: '2026-11-24T20:00:00.000Z',
  backend: 'wasm',
  landmarks: 'landmarker',
  models: [{ id: 'student', sha256: 'ab' }],
  failed: [{ file: 'broken.jpg', code: 'photo-damaged', message: 'This file is cut short.' }],
}
const record = toRecord(about, [scored])

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

  it('names what scored each crop, where another backend took over half-way', () => {
    const variants = (['wasm', 'webgpu'] as const).map((backend) => ({ ...scored.variants[0]!, backend }))
    const [face] = toRecord({ ...about, backend: 'webgpu' }, [{ ...scored, variants }]).faces
    expect(face!.variants.map(({ backend }) => backend)).toEqual(['wasm', 'webgpu'])
    expect(record.faces[0]!.variants[0]).not.toHaveProperty('backend')
  })

  it('holds how each crop is cut by the models that find it, as rows', () => {
    const { scores, variants } = record.faces[0]!
    expect(scores.student!.alignment).toEqual([0, -2, 211.2, 2, 0, -40])
    expect(variants[0]!.scores.student).toEqual({ raw: 1.7, score: 57, alignment: toMatrix(found) })
    expect(scores.baseline).not.toHaveProperty('alignment')
  })
})

it('the record and its CSV say that landmarks are doubtful', () => {
  const faces = toRecord({ ...record, version: '1' }, [{ ...scored, face: { ...face, isDoubtful: true } }]).faces
  expect(faces[0]!.notes).toEqual([{ id: 'landmarks-doubtful', value: null }])
  expect(toCsvRows(faces).map(({ notes }) => notes)).toEqual(['landmarks doubtful', 'landmarks doubtful'])
  expect(record.faces[0]).not.toHaveProperty('notes')
})

describe('the CSV', () => {
  const rows = toCsvRows(record.faces)

  it('has a row a face and model', () => {
    expect(rows.map(({ file, face, model, score, spread }) => [file, face, model, score, spread])).toEqual([
      ['group.jpg', 1, 'student', 60, 3],
      ['group.jpg', 1, 'baseline', 50, null],
    ])
  })

  it('says how the reference crop is cut, in the units of a misalignment', () => {
    const [student, baseline] = rows
    expect(student).toMatchObject({ found_rotation: 90, found_scale: 2 })
    expect(student!.found_shift_x).toBeCloseTo(0.1, 9)
    expect(student!.found_shift_y).toBeCloseTo(0, 9)
    expect(student!.found_error).toBeGreaterThan(0.66)
    expect(baseline).toMatchObject({ found_rotation: null, found_error: null })
  })

  it('has flat columns, the same in every row', () => {
    const columns =
      'file face model score spread worst raw found_rotation found_scale found_shift_x found_shift_y found_error confidence box_x box_y box_width box_height rightEye_x rightEye_y leftEye_x leftEye_y noseTip_x noseTip_y mouthRight_x mouthRight_y mouthLeft_x mouthLeft_y notes'
    for (const row of rows) expect(Object.keys(row).join(' ')).toBe(columns)
  })
})

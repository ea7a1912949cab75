import * as v from 'valibot'
import { procedures } from '#domain/alignment/procedures.ts'
import { lineSweeps, shiftSweep } from '#domain/alignment/sweeps.ts'
import { noteIds } from '#domain/quality/notes.ts'
import type { ResultRecord } from '#domain/quality/record.ts'

const finite = v.pipe(v.number(), v.finite())
const index = v.pipe(v.number(), v.integer(), v.minValue(0))
const matrix = v.tuple([finite, finite, finite, finite, finite, finite])
const score = { raw: finite, score: finite, alignment: v.optional(matrix) }
const pair = v.tuple([finite, finite])

const landmarks = v.tuple([pair, pair, pair, pair, pair])
const sweep = v.picklist([...lineSweeps.map(({ id }) => id), shiftSweep.id])

const three = v.tuple([finite, finite, finite])

const own = v.object({
  file: v.string(),
  input: v.object({
    size: v.pipe(index, v.minValue(1)),
    layout: v.picklist(['nchw', 'nhwc']),
    batch: v.nullable(v.pipe(index, v.minValue(1))),
    order: v.picklist(['rgb', 'bgr']),
    range: v.tuple([v.literal(0), v.literal(255)]),
    mean: three,
    std: three,
  }),
  scale: v.object({ reference: v.string(), n: index, quantiles: v.pipe(v.array(finite), v.length(1001)) }),
})

const variant = v.object({
  procedure: v.picklist(procedures.map(({ id }) => id)),
  misalignment: v.nullable(
    v.object({ jitter: finite, seed: index, rotation: finite, scale: finite, shiftX: finite, shiftY: finite }),
  ),
  sweep: v.optional(sweep),
  transform: matrix,
  landmarks: v.optional(landmarks),
  scores: v.record(v.string(), v.object(score)),
})

const face = v.object({
  file: v.string(),
  face: index,
  box: v.object({ x: finite, y: finite, width: finite, height: finite }),
  landmarks,
  confidence: finite,
  notes: v.optional(v.array(v.object({ id: v.picklist(noteIds), value: v.nullable(finite) }))),
  scores: v.record(v.string(), v.object({ ...score, spread: v.nullable(finite), worst: v.nullable(finite) })),
  sweeps: v.optional(v.array(v.object({ id: sweep, done: index, of: index }))),
  variants: v.array(variant),
})

const record = v.object({
  schema: v.literal(1),
  app: v.object({ name: v.literal('Plumb'), version: v.string() }),
  created: v.string(),
  backend: v.picklist(['webgpu', 'wasm']),
  landmarks: v.picklist(['landmarker', 'detector']),
  models: v.array(v.object({ id: v.string(), sha256: v.string(), own: v.optional(own) })),
  faces: v.array(face),
  failed: v.array(v.object({ file: v.string(), code: v.string(), message: v.string() })),
})

/** @throws Error that names the first thing that is off, and where */
export function parseRecord(json: unknown): ResultRecord {
  const parsed = v.safeParse(record, json)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new Error(`This is no result record: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`)
}

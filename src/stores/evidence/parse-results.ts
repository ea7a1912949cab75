import * as v from 'valibot'
import type { ResultsPart } from '#domain/evaluation/reading/parts.ts'
import { curveDiscards, type EvaluationResults } from '#domain/evaluation/results.ts'
import { ResultsInvalidError } from './errors.ts'

const text = v.pipe(v.string(), v.minLength(1))
const number = v.pipe(v.number(), v.finite())
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits are expected'))
const read = (values: v.GenericSchema<unknown, number>) =>
  v.pipe(v.array(values), v.length(curveDiscards.length, `${curveDiscards.length} points are expected`))

const group = v.picklist(['same-model', 'label', 'cross-model'])

const key = {
  set: text,
  condition: text,
  moves: v.picklist(['quality', 'both', 'mended']),
  judge: text,
  method: text,
  impostors: v.picklist(['listed', 'all']),
}

const rate = v.object({ value: share, low: v.nullable(share), high: v.nullable(share) })
const rates = v.object({ fnmr: rate, fmr: rate })

const results = v.object({
  schema: v.literal(1),
  app: v.object({ name: v.literal('Plumb'), version: text }),
  created: v.pipe(v.string(), v.isoTimestamp()),
  command: text,
  replicates: count,
  sets: v.array(
    v.object({
      id: text,
      label: text,
      describe: text,
      images: count,
      persons: count,
      genuine: count,
      impostor: count,
      missing: count,
      missing_why: v.optional(
        v.nullable(v.object({ absent: count, unread: count, unsearched: count, faceless: count })),
        null,
      ),
      agreed: v.optional(v.nullable(v.object({ of: text, within: share, apart: count, unfound: count })), null),
    }),
  ),
  conditions: v.array(v.object({ id: text, label: text })),
  judges: v.array(v.object({ id: text, label: text, group, sha256: hash })),
  methods: v.array(
    v.object({
      id: text,
      label: text,
      kind: v.picklist(['student', 'baseline', 'quality', 'length', 'measure', 'scores']),
      sha256: v.nullable(hash),
    }),
  ),
  rows: v.array(
    v.object({
      ...key,
      group,
      images: count,
      genuine: count,
      impostor: count,
      fmr: share,
      threshold: v.optional(v.nullable(number), null),
      false_matches: v.optional(v.nullable(count), null),
      too_few_impostors: v.optional(v.boolean(), false),
      fnmr0: share,
      pauc20: v.nullable(number),
      pauc30: v.nullable(number),
      pauc30_ci: v.nullable(v.tuple([number, number])),
      pauc30_raw: number,
      pauc30_above_best: number,
      fnmr_after: v.object({ 1: share, 5: share, 20: share }),
      halved_after: v.nullable(share),
      rce0: v.nullable(number),
      rce3: v.nullable(number),
      rce_images: count,
      spearman: v.nullable(number),
      bias: v.nullable(number),
      rmse: v.nullable(number),
    }),
  ),
  curves: v.array(v.object({ ...key, fnmr: read(number), low: read(number), high: read(number) })),
  differences: v.array(
    v.object({ ...key, other: text, difference: number, interval: v.object({ low: number, high: number }) }),
  ),
  stability: v.array(
    v.object({
      set: text,
      method: text,
      faces: count,
      spread: v.pipe(v.array(number), v.length(101, '101 quantiles are expected')),
      by_size: v.array(v.object({ from: number, to: v.nullable(number), faces: count, spread: v.nullable(number) })),
      icc: v.nullable(number),
      procedures: v.array(text),
    }),
  ),
  sweeps: v.optional(
    v.array(
      v.object({
        set: text,
        method: text,
        axis: v.picklist(['rotation', 'scale']),
        faces: count,
        points: v.array(v.object({ value: number, median: number })),
        moves: number,
      }),
    ),
    [],
  ),
  mender: v.optional(v.nullable(v.object({ id: text, label: text, sha256: hash })), null),
  mending: v.optional(
    v.array(
      v.object({
        set: text,
        condition: text,
        judge: text,
        group,
        images: count,
        genuine: count,
        impostor: count,
        fmr: share,
        threshold: number,
        too_few_impostors: v.boolean(),
        proper: rates,
        as_cut: rates,
        mended: rates,
        gain: v.object({ difference: number, interval: v.nullable(v.object({ low: number, high: number })) }),
      }),
    ),
    [],
  ),
  grouped: v.optional(
    v.array(
      v.object({
        id: text,
        label: text,
        images: count,
        missing: count,
        created: v.pipe(v.string(), v.isoTimestamp()),
        command: text,
      }),
    ),
    [],
  ),
  groups: v.optional(
    v.array(
      v.object({
        set: text,
        method: text,
        attribute: text,
        value: text,
        images: count,
        quartiles: v.tuple([number, number, number]),
        higher: v.nullable(share),
      }),
    ),
    [],
  ),
})

const part = v.pick(results, ['schema', 'created', 'rows', 'curves', 'differences'])

/** @throws ResultsInvalidError that names the first thing that is off, and where */
export const parseResults = (json: unknown): EvaluationResults => parsed(results, json)

/** @throws ResultsInvalidError that names the first thing that is off, and where */
export const parsePart = (json: unknown): ResultsPart => parsed(part, json)

function parsed<Schema extends v.GenericSchema>(schema: Schema, json: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues as [v.BaseIssue<unknown>]
  throw new ResultsInvalidError(`${v.getDotPath(issue) ?? 'results.json'}: ${issue.message}`)
}

import * as v from 'valibot'
import type { Manifest } from '#domain/quality/manifest.ts'
import { ManifestInvalidError } from './errors.ts'

const text = v.pipe(v.string(), v.minLength(1))
const count = v.pipe(v.number(), v.integer(), v.minValue(1))

/** Names a file beside the manifest, never one elsewhere. */
const fileName = v.pipe(v.string(), v.regex(/^[\w-][\w.-]*$/, 'a plain file name is expected'))

const file = {
  file: fileName,
  bytes: count,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits are expected')),
}

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** One place for each threshold from 0 to 100. */
const ofThresholds = <T extends typeof share | v.NullableSchema<typeof share, undefined>>(value: T) =>
  v.pipe(v.array(value), v.length(101, '101 thresholds are expected'))

const thresholds = v.object({
  judge: text,
  date: v.pipe(v.string(), v.isoDate('a date is expected')),
  fmr: share,
  impostors: v.picklist(['listed', 'all']),
  genuine: count,
  discarded: ofThresholds(share),
  kept: ofThresholds(share),
  fnmr: ofThresholds(v.nullable(share)),
  low: ofThresholds(v.nullable(share)),
  high: ofThresholds(v.nullable(share)),
})

const points = v.pipe(v.number(), v.minValue(0), v.maxValue(100))

const groups = v.object({
  label: text,
  images: count,
  note: text,
  command: text,
  rows: v.array(
    v.object({
      attribute: text,
      value: text,
      images: count,
      quartiles: v.tuple([points, points, points]),
      higher: v.nullable(share),
    }),
  ),
})

const input = v.object({
  name: text,
  size: v.literal(112),
  range: v.tuple([v.literal(0), v.literal(255)]),
  order: v.literal('rgb'),
  layout: v.literal('nchw'),
  template: v.literal('arcface-112'),
})

const card = v.object({
  data: text,
  labels: text,
  licence: text,
  intended_use: text,
  limits: text,
  known_failures: text,
  figures: v.array(v.object({ name: text, value: text, command: text })),
  groups: v.exactOptional(v.array(groups)),
})

const model = v.object({
  id: text,
  role: v.picklist(['student', 'baseline']),
  pairs_with: text,
  ...file,
  macs: count,
  params: count,
  input,
  output: v.object({
    quality: text,
    embedding: v.nullable(text),
    alignment: v.exactOptional(v.nullable(text)),
  }),
  scale: v.object({
    reference: text,
    n: count,
    quantiles: v.pipe(
      v.array(v.pipe(v.number(), v.finite())),
      v.length(1001, '1001 quantiles are expected'),
      v.check(
        (quantiles) => quantiles.every((q, i) => i === 0 || q >= quantiles[i - 1]!),
        'the quantiles have to ascend',
      ),
    ),
    thresholds: v.exactOptional(thresholds),
  }),
  card,
})

const locator = v.object({
  id: text,
  ...file,
  macs: count,
  params: count,
  input,
  output: v.object({ alignment: text }),
  card,
})

const manifest = v.object({
  schema: v.literal(1),
  models: v.pipe(
    v.array(model),
    v.minLength(1, 'a model is expected'),
    v.check((models) => new Set(models.map(({ id }) => id)).size === models.length, 'two models share an id'),
    v.check(
      (models) => models.every(({ pairs_with }) => models.some(({ id }) => id === pairs_with)),
      'a model is paired with one that is not there',
    ),
  ),
  locator: v.exactOptional(locator),
  assets: v.array(
    v.object({
      id: v.picklist(['face-detector-full', 'face-detector-short', 'face-landmarker']),
      ...file,
      source: text,
      licence: text,
    }),
  ),
})

/** @throws ManifestInvalidError that names the first thing that is off, and where */
export function parseManifest(json: unknown): Manifest {
  const parsed = v.safeParse(manifest, json)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new ManifestInvalidError(`${v.getDotPath(issue) ?? 'manifest.json'}: ${issue.message}`)
}

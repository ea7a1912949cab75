import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import * as ort from 'onnxruntime-web'
import { beforeAll, describe, expect, it } from 'vitest'
import { align } from '#domain/alignment/align.ts'
import { astronautFace as face } from '#domain/alignment/astronaut-face.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { compose, type Similarity } from '#domain/geometry/similarity.ts'
import { warpAll } from '#domain/geometry/warp.ts'
import { ownScale, type PixelValues, presets } from '#domain/quality/own-model.ts'
import { type ResultRecord, toRecord } from '#domain/quality/record.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { withStability } from '#domain/quality/stability.ts'
import { openOwnSession } from '#inference/models/own/own-session.ts'
import { decodeFile } from './decode.ts'
import { openModels } from './models.ts'
import { parseRecord } from './record-schema.ts'
import { rescore, tolerance } from './rescore.ts'

ort.env.wasm.numThreads = 1

const released = 'public/models'
const file = 'astronaut.jpg'
const pathOf = (name: string) => `e2e/photos/${name}`
const fixture = (name: string) => `src/inference/models/own/fixtures/${name}.onnx`
const preset = (id: (typeof presets)[number]['id']): PixelValues => presets.find((each) => each.id === id)!

const specs = [null, ...P24].map((misalignment) => ({ procedure: 'landmarker-5pt' as const, misalignment }))
let transforms: readonly Similarity<'source', 'crop'>[]
let crops: readonly Raster[]

beforeAll(async () => {
  const photo = await decodeFile(pathOf(file))
  transforms = specs.map((spec) => {
    const alignment = align(face, spec)
    if (!('transform' in alignment)) throw new Error('The face has all its landmarks.')
    return alignment.transform
  })
  crops = warpAll(
    photo.raster,
    transforms.map((transform) => compose(transform, photo.toSource)),
  )
})

/** What the page records of a dropped model: run on WASM, with a scale of the crops at hand. */
async function recordOf(path: string, pixels: PixelValues, size?: number): Promise<ResultRecord> {
  const bytes = new Uint8Array(readFileSync(path))
  const session = await openOwnSession(
    {
      create: (model) => ort.InferenceSession.create(model, { executionProviders: ['wasm'] }),
      Tensor: ort.Tensor,
    },
    bytes,
    size,
  )
  const { free: _, ...shape } = session.shape
  const { order, mean, std } = pixels
  const input = { ...shape, order, range: [0, 255] as const, mean, std }
  const raws = await session.run(crops, input)
  const scale = ownScale(raws)
  const [reference, ...misaligned] = raws.map((raw) => ({ 'own/mine': { raw, score: scoreOf(raw, scale) } }))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const record = toRecord(
    {
      version: '0.0.0',
      created: '2026-01-01T00:00:00.000Z',
      backend: 'wasm',
      landmarks: 'landmarker',
      models: [{ id: 'own/mine', sha256, own: { file: path.split('/').at(-1)!, input, scale } }],
      failed: [],
    },
    [
      {
        file,
        index: 0,
        face,
        scores: withStability(reference!, misaligned),
        sweeps: [{ id: 'jitter', done: 1, of: 73 }],
        variants: specs.map((spec, i) => ({
          ...spec,
          sweep: 'jitter',
          transform: transforms[i]!,
          scores: [reference!, ...misaligned][i]!,
        })),
      },
    ],
  )
  const parsed = parseRecord(JSON.parse(JSON.stringify(record)))
  expect(parsed).toEqual(record)
  return parsed
}

// WASM takes its time to start.
describe('a record’s own model, given its file', { timeout: 60_000 }, () => {
  it.each([
    ['free', 'imagenet', 40],
    ['batch-of-four', 'arcface', undefined],
    ['channels-last', 'magface', undefined],
    ['secretly-single', 'lightqnet', undefined],
  ] as const)('scores the same again: %s as for %s', async (name, id, size) => {
    const record = await recordOf(fixture(name), preset(id), size)
    const { models, leftOut } = await openModels(record, released, [fixture(name)])
    expect(leftOut).toEqual([])
    const { crops, largest, failed } = await rescore(record, models, pathOf)
    expect(failed).toEqual([])
    expect(crops).toBe(25)
    expect(largest!.difference).toBeLessThan(tolerance)

    const [reference, ...others] = record.faces[0]!.variants
    const { raw, score } = others[4]!.scores['own/mine']!
    const off = others.with(4, { ...others[4]!, scores: { 'own/mine': { raw, score: score + 20 } } })
    const wrong = { ...record, faces: [{ ...record.faces[0]!, variants: [reference!, ...off] }] }
    const found = (await rescore(wrong, models, pathOf)).largest!
    expect(found.what).toBe(`${file}, face 0, variant 5 (landmarker-5pt), own/mine score`)
    expect(found.difference).toBeGreaterThan(0.19)
  })

  it.for([
    ['lightqnet-dm100', 'lightqnet'],
    ['deepcam-fqa', 'arcface'],
  ] as const)('scores the same again where it is a published one: %s', async ([name, id], { skip }) => {
    const path = `../shared/models/${name}.onnx`
    skip(!existsSync(path), `${path} is not here`)
    const record = await recordOf(path, preset(id))
    const { models } = await openModels(record, released, [path])
    const { largest, failed } = await rescore(record, models, pathOf)
    expect(failed).toEqual([])
    expect(largest!.difference).toBeLessThan(tolerance)
  })
})

describe('opening a record’s own models', () => {
  let record: ResultRecord
  beforeAll(async () => {
    record = await recordOf(fixture('channels-last'), preset('none'))
  })

  it('says which is left out where its file is not given', async () => {
    const { models, leftOut } = await openModels(record, released, [])
    expect(models).toEqual([])
    expect(leftOut).toEqual([
      expect.stringMatching(/^own\/mine is left out: .*channels-last\.onnx \(sha256 [0-9a-f]{64}\)/),
    ])
    expect((await rescore(record, models, pathOf)).largest).toMatchObject({
      what: expect.stringContaining('transform'),
    })
  })

  it('says so where the record is older than settings in it', async () => {
    const { leftOut } = await openModels(
      { models: record.models.map(({ id, sha256 }) => ({ id, sha256 })) },
      released,
      [fixture('channels-last')],
    )
    expect(leftOut).toEqual([expect.stringContaining('does not say how its crops are prepared')])
  })

  it('refuses a file that the record knows nothing of', async () => {
    await expect(openModels(record, released, [fixture('free')])).rejects.toThrow('no scores by free.onnx')
  })

  it('uses one file for all that were made of it', async () => {
    const twice = { models: [...record.models, { ...record.models[0]!, id: 'own/mine (2)' }] }
    const { models } = await openModels(twice, released, [fixture('channels-last')])
    expect(models.map(({ id }) => id)).toEqual(['own/mine', 'own/mine (2)'])
  })
})

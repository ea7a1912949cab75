import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import type { Raster } from '#domain/geometry/raster.ts'
import { presets } from '#domain/quality/own-model.ts'
import { openOwnSession } from '#inference/models/own/own-session.ts'
import type { OwnModelFile } from '../protocol.ts'
import { createOwnModel, type OwnModelRunner } from './own-model.ts'

const create = () =>
  createOwnModel((bytes, size) =>
    openOwnSession({ create: (model) => InferenceSession.create(model), Tensor }, bytes, size),
  )

const bytesOf = (name: string) => new Uint8Array(readFileSync(`src/inference/models/own/fixtures/${name}.onnx`))

const asTheyAre = presets.find(({ id }) => id === 'none')!

const model = (name: string): OwnModelFile => ({
  id: 'mine',
  name,
  file: new File([bytesOf(name)], `${name}.onnx`),
  input: { ...asTheyAre, size: 112, layout: 'nchw', batch: null },
})

const grey = (level: number): Raster => ({
  width: 112,
  height: 112,
  channels: 3,
  data: new Uint8Array(112 * 112 * 3).fill(level),
})

/** 0, 20 … 200: eleven. */
const levels = Array.from({ length: 11 }, (_, i) => 20 * i)

const crops = (some: readonly number[], isAligned = true) => some.map((level) => ({ crop: grey(level), isAligned }))

async function add(own: OwnModelRunner, file: OwnModelFile, some = levels) {
  await own.open(file)
  await own.measure(crops(some))
  return own.finish()
}

/** What it says of grey crops: raw values, and NaN for those that it fails on. */
const rawsOf = async (own: OwnModelRunner, some: readonly number[]) =>
  (await own.score(some.map(grey))).map((said) => ('score' in said ? said.score.raw : Number.NaN))

describe('a dropped model', () => {
  it('gets a scale of the crops at hand, and scores by it', async () => {
    const own = create()
    expect(await add(own, model('batch-of-four'))).toMatchObject({
      id: 'mine',
      name: 'batch-of-four',
      file: 'batch-of-four.onnx',
      sha256: createHash('sha256').update(bytesOf('batch-of-four')).digest('hex'),
      bytes: bytesOf('batch-of-four').length,
      input: { order: 'rgb', size: 112, batch: 4 },
      scale: { reference: '11 aligned crops at hand', n: 11 },
      misaligned: 0,
    })
    expect(await own.score([grey(0), grey(50), grey(100), grey(255)])).toEqual(
      [
        [0, 0],
        [50, 25],
        [100, 50],
        [255, 100],
      ].map(([raw, score]) => ({ score: { raw, score: expect.closeTo(score!, 6) } })),
    )
  })

  it('says which of the crops of its scale are misaligned', async () => {
    const own = create()
    await own.open(model('free'))
    await own.measure(crops([0, 20]))
    await own.measure(crops(levels.slice(2), false))
    expect(own.finish()).toMatchObject({
      scale: { reference: '2 aligned and 9 misaligned crops at hand', n: 11 },
      misaligned: 9,
    })
  })

  it.each([
    ['dark-is-no-number', [180, 50, 140], [7, Number.NaN, 3], /^The model gives NaN for a crop/],
    ['fails-on-bright', [50, 250, 100], [50, Number.NaN, 100], /^The model fails on a crop of 112 × 112 pixels: /],
  ])('tells of the crops it fails on, beside the scores of all others: %s', async (name, some, raws, message) => {
    const own = create()
    await add(
      own,
      model(name),
      levels.map((level) => 140 + level / 4),
    )
    expect(await rawsOf(own, some)).toEqual(raws)
    expect(await own.score([grey(some[1]!)])).toEqual([
      { failure: { message: expect.stringMatching(message), remedy: expect.stringMatching(/^Check /) } },
    ])
  })

  it('leaves the crops it fails on out of its scale', async () => {
    const { scale } = await add(create(), model('fails-on-bright'), [...levels, 220, 240])
    expect(scale.n).toBe(10)
  })

  it('says what it takes', async () => {
    expect(await create().inspect(model('channels-last').file)).toEqual({
      size: 8,
      layout: 'nhwc',
      batch: null,
      free: false,
    })
  })

  it('gets no scale where it gives no numbers, or too few', async () => {
    await expect(add(create(), model('not-a-number'))).rejects.toMatchObject({ code: 'own-model-not-finite' })
    await expect(add(create(), model('free'), [])).rejects.toMatchObject({ code: 'own-model-scale' })
  })

  it('gives a sign of life before every few crops', async () => {
    let steps = 0
    const own = createOwnModel(
      (bytes, size) => openOwnSession({ create: (each) => InferenceSession.create(each), Tensor }, bytes, size),
      async () => void steps++,
    )
    await own.open(model('free'))
    await own.measure(crops(levels))
    expect(steps).toBe(3)
  })

  it('is refused unread where it is too large', async () => {
    const file = { size: 310_500_001 } as Blob
    await expect(create().inspect(file)).rejects.toMatchObject({
      code: 'own-model-too-large',
      message: 'The file has 311 MB; at most 300 MB fit into the page.',
    })
  })
})

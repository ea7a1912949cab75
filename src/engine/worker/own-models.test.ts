import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import type { Raster } from '#domain/geometry/raster.ts'
import { presets } from '#domain/quality/own-model.ts'
import { openOwnSession } from '#inference/models/own/own-session.ts'
import type { OwnModelFile } from '../protocol.ts'
import { createOwnModels, type OwnModels } from './own-models.ts'

const create = () =>
  createOwnModels((bytes, size) =>
    openOwnSession({ create: (model) => InferenceSession.create(model), Tensor }, bytes, size),
  )

const bytesOf = (name: string) => new Uint8Array(readFileSync(`src/inference/models/own/fixtures/${name}.onnx`))

const asTheyAre = presets.find(({ id }) => id === 'none')!

const model = (name: string, id = 'mine'): OwnModelFile => ({
  id,
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

async function add(models: OwnModels, file: OwnModelFile, some = levels) {
  await models.open(file)
  await models.measure(file.id, crops(some))
  return models.finish(file.id)
}

describe('dropped models', () => {
  it('get a scale of the crops at hand, and score by it', async () => {
    const models = create()
    const added = await add(models, model('batch-of-four'))
    expect(added).toMatchObject({
      id: 'mine',
      name: 'batch-of-four',
      file: 'batch-of-four.onnx',
      sha256: createHash('sha256').update(bytesOf('batch-of-four')).digest('hex'),
      bytes: bytesOf('batch-of-four').length,
      input: { order: 'rgb', size: 112, batch: 4 },
      scale: { reference: '11 aligned crops at hand', n: 11 },
      misaligned: 0,
    })
    const scores = await models.score(['mine'], [grey(0), grey(50), grey(255)])
    expect(scores.map(({ scores: { mine } }) => mine!.raw)).toEqual([0, 50, 255])
    expect(scores.map(({ scores: { mine } }) => Math.round(mine!.score))).toEqual([0, 25, 100])
  })

  it('say which of the crops of their scale are misaligned', async () => {
    const models = create()
    await models.open(model('free'))
    await models.measure('mine', crops([0, 20]))
    await models.measure('mine', crops(levels.slice(2), false))
    expect(await models.finish('mine')).toMatchObject({
      scale: { reference: '2 aligned and 9 misaligned crops at hand', n: 11 },
      misaligned: 9,
    })
  })

  it('score side by side, and none where none is asked for', async () => {
    const models = create()
    await add(models, model('free', 'a'))
    await add(models, model('secretly-single', 'b'))
    expect(await models.score(['a', 'b'], [grey(100)])).toEqual([
      { scores: { a: { raw: 100, score: 50 }, b: { raw: 100, score: 50 } } },
    ])
    expect(await models.score([], [grey(1), grey(2)])).toEqual([{ scores: {} }, { scores: {} }])
  })

  it.each([
    ['dark-is-no-number', [180, 50, 140], [7, undefined, 3], /^The model gives NaN for a crop/],
    ['fails-on-bright', [50, 250, 100], [50, undefined, 100], /^The model fails on a crop of 112 × 112 pixels: /],
  ])('tell of the crops they fail on, beside the scores of all others: %s', async (name, some, raws, message) => {
    const models = create()
    await add(models, model('free', 'other'))
    await add(
      models,
      model(name),
      levels.map((level) => 140 + level / 4),
    )
    const said = await models.score(['mine', 'other'], some.map(grey))
    expect(said.map(({ scores }) => scores.mine?.raw)).toEqual(raws)
    expect(said.map(({ scores }) => scores.other?.raw)).toEqual(some)
    expect(said.map(({ failures }) => failures)).toEqual([
      undefined,
      { mine: { message: expect.stringMatching(message), remedy: expect.stringMatching(/^Check /) } },
      undefined,
    ])
  })

  it('leave the crops they fail on out of their scale', async () => {
    const { scale } = await add(create(), model('fails-on-bright'), [...levels, 220, 240])
    expect(scale.n).toBe(10)
  })

  it('say what they take, and are not open after that', async () => {
    const models = create()
    expect(await models.inspect(model('channels-last').file)).toEqual({
      size: 8,
      layout: 'nhwc',
      batch: null,
      free: false,
    })
    expect(await models.score(['mine'], [grey(1)])).toEqual([gone])
  })

  it('are gone once removed', async () => {
    const models = create()
    await add(models, model('free'))
    await models.remove('mine')
    await models.remove('never there')
    expect(await models.score(['mine'], [grey(1)])).toEqual([gone])
  })

  it('stay as they were until one to replace them is finished', async () => {
    const models = create()
    await add(models, model('free'))
    await models.open(model('batch-of-four'))
    await models.measure('mine', crops([1]))
    await models.discard('mine')
    await expect(models.finish('mine')).rejects.toMatchObject({ code: 'own-model-gone' })
    await expect(add(models, model('not-a-number'))).rejects.toMatchObject({ code: 'own-model-not-finite' })
    await expect(add(models, model('free'), [])).rejects.toMatchObject({ code: 'own-model-scale' })
    expect((await models.score(['mine'], [grey(100)]))[0]!.scores.mine!.score).toBe(50)
  })

  it('are refused unread where they are too large', async () => {
    const file = { size: 310_500_001 } as Blob
    await expect(create().inspect(file)).rejects.toMatchObject({
      code: 'own-model-too-large',
      message: 'The file has 311 MB; at most 300 MB fit into the page.',
    })
  })
})

const gone = {
  scores: {},
  failures: { mine: { message: 'Your model is no longer open.', remedy: 'Drop it again.' } },
}

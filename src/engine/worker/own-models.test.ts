import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import type { Raster } from '#domain/geometry/raster.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import { presets } from '#domain/quality/own-model.ts'
import { openOwnSession } from '#inference/models/own/own-session.ts'
import type { OwnModelFile, ReferenceCrop } from '../protocol.ts'
import { batchesOf, createOwnModels } from './own-models.ts'

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

/** 0, 20 … 200, in batches of three. */
async function* elevenGreys() {
  for (let from = 0; from <= 200; from += 60)
    yield [from, from + 20, from + 40].filter((level) => level <= 200).map(grey)
}

describe('dropped models', () => {
  it('get a scale of the crops at hand, and score by it', async () => {
    const models = create()
    const added = await models.add(model('batch-of-four'), elevenGreys())
    expect(added).toMatchObject({
      id: 'mine',
      name: 'batch-of-four',
      file: 'batch-of-four.onnx',
      sha256: createHash('sha256').update(bytesOf('batch-of-four')).digest('hex'),
      bytes: bytesOf('batch-of-four').length,
      input: { order: 'rgb', size: 112, batch: 4 },
      scale: { reference: '11 crops at hand', n: 11 },
    })
    const scores = await models.score(['mine'], [grey(0), grey(50), grey(255)])
    expect(scores.map(({ mine }) => mine!.raw)).toEqual([0, 50, 255])
    expect(scores.map(({ mine }) => Math.round(mine!.score))).toEqual([0, 25, 100])
  })

  it('score side by side, and none where none is asked for', async () => {
    const models = create()
    await models.add(model('free', 'a'), elevenGreys())
    await models.add(model('secretly-single', 'b'), elevenGreys())
    expect(await models.score(['a', 'b'], [grey(100)])).toEqual([
      { a: { raw: 100, score: 50 }, b: { raw: 100, score: 50 } },
    ])
    expect(await models.score([], [grey(1), grey(2)])).toEqual([{}, {}])
  })

  it('say what they take, and are not open after that', async () => {
    const models = create()
    expect(await models.inspect(model('channels-last').file)).toEqual({
      size: 8,
      layout: 'nhwc',
      batch: null,
      free: false,
    })
    await expect(models.score(['mine'], [grey(1)])).rejects.toMatchObject({ code: 'own-model-gone' })
  })

  it('are gone once removed', async () => {
    const models = create()
    await models.add(model('free'), elevenGreys())
    await models.remove('mine')
    await models.remove('never there')
    await expect(models.score(['mine'], [grey(1)])).rejects.toMatchObject({ code: 'own-model-gone' })
  })

  it('stay as they were where one to replace them fails', async () => {
    const models = create()
    await models.add(model('free'), elevenGreys())
    async function* stopped() {
      yield [grey(1)]
      throw new DOMException('The job was cancelled.', 'AbortError')
    }
    await expect(models.add(model('batch-of-four'), stopped())).rejects.toMatchObject({ name: 'AbortError' })
    await expect(models.add(model('not-a-number'), elevenGreys())).rejects.toMatchObject({
      code: 'own-model-not-finite',
    })
    await expect(models.add(model('free'), (async function* () {})())).rejects.toMatchObject({
      code: 'own-model-scale',
    })
    expect((await models.score(['mine'], [grey(100)]))[0]!.mine!.score).toBe(50)
  })

  it('are refused unread where they are too large', async () => {
    const file = { size: 310_500_001 } as Blob
    await expect(create().inspect(file)).rejects.toMatchObject({
      code: 'own-model-too-large',
      message: 'The file has 311 MB; at most 300 MB fit into the page.',
    })
  })
})

it('crops at hand come in batches of one photo', () => {
  const crop = (id: string, x: number): ReferenceCrop => ({
    photo: { id, blob: new Blob() },
    transform: similarity(1, 0, x, 0),
  })
  const crops = [crop('a', 1), crop('a', 2), crop('a', 3), crop('b', 4), crop('a', 5)]
  expect(batchesOf(crops, 2).map(({ photo, transforms }) => [photo.id, transforms.map(({ tx }) => tx)])).toEqual([
    ['a', [1, 2]],
    ['a', [3]],
    ['b', [4]],
    ['a', [5]],
  ])
})

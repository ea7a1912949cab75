import { existsSync, readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import * as node from 'onnxruntime-node'
import * as web from 'onnxruntime-web'
import { describe, expect, it } from 'vitest'
import type { Raster } from '#domain/geometry/raster.ts'
import { type PixelValues, presets } from '#domain/quality/own-model.ts'
import published from './fixtures/published.fixture.json'
import { type OwnRuntime, openOwnSession } from './own-session.ts'

web.env.wasm.numThreads = 1

/** The tests' own, and the one of the page, which tells shapes in its own way. */
const runtimes: readonly (readonly [string, OwnRuntime])[] = [
  ['onnxruntime-node', { create: (bytes) => node.InferenceSession.create(bytes), Tensor: node.Tensor }],
  [
    'WASM',
    {
      create: (bytes) => web.InferenceSession.create(bytes, { executionProviders: ['wasm'] }),
      Tensor: web.Tensor,
    },
  ],
]

const read = (file: string) => new Uint8Array(readFileSync(file))
const fixture = (name: string) => `src/inference/models/own/fixtures/${name}.onnx`

const plain = (...colour: readonly [number, number, number]): Raster => ({
  width: 112,
  height: 112,
  channels: 3,
  data: Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => colour[i % 3]!),
})

const preset = (id: (typeof presets)[number]['id']): PixelValues => presets.find((each) => each.id === id)!

describe.each(runtimes)('a dropped model in %s', (_, runtime) => {
  const open = (name: string, size?: number) => openOwnSession(runtime, read(fixture(name)), size)

  it.each([
    ['free', { size: 112, layout: 'nchw', batch: null, free: true }],
    ['batch-of-four', { size: 112, layout: 'nchw', batch: 4, free: false }],
    ['channels-last', { size: 8, layout: 'nhwc', batch: null, free: false }],
    ['secretly-single', { size: 112, layout: 'nchw', batch: 1, free: false }],
  ])('says what it takes: %s', async (name, shape) => {
    expect((await open(name)).shape).toEqual(shape)
  })

  it.each(['free', 'batch-of-four', 'channels-last', 'secretly-single'])(
    'scores each crop for itself, however many it gets at once: %s',
    async (name) => {
      const session = await open(name)
      const greys = [10, 50, 90, 130, 170, 210]
      const raws = await session.run(
        greys.map((grey) => plain(grey, grey, grey)),
        { ...preset('none'), size: session.shape.size },
      )
      expect(raws.map(Math.round)).toEqual(greys)
      expect(await session.run([], { ...preset('none'), size: session.shape.size })).toEqual([])
    },
  )

  it('gets the size that was chosen where it leaves that open', async () => {
    const session = await open('free', 40)
    expect(session.shape).toMatchObject({ size: 40, free: true })
    expect(await session.run([plain(255, 255, 255)], { ...preset('arcface'), size: 40 })).toEqual([1])
  })

  it('is read at the output that is called quality, even where another is smaller', async () => {
    const { run } = await open('channels-last')
    const [raw] = await run([plain(30, 60, 90)], { order: 'bgr', mean: [0, 0, 0], std: [1, 10, 30], size: 8 })
    expect(raw).toBeCloseTo((90 + 6 + 1) / 3, 4)
  })

  it.each([
    ['two-inputs', 'own-model-inputs', 'this model has 2: image, flipped.'],
    ['one-channel', 'own-model-shape', 'this model takes [1, 1, 128, 128].'],
    ['bytes', 'own-model-type', 'this model takes uint8.'],
    ['embedding-only', 'own-model-no-quality', 'embedding (129).'],
    ['fails', 'own-model-run', 'The model fails on a crop of 112 × 112 pixels: The input tensor cannot be reshaped'],
  ])('that does not fit is told so: %s', async (name, code, words) => {
    await expect(open(name)).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  })

  it.each([
    ['an empty file', new Uint8Array(0), 'own-model-file'],
    ['a text', new TextEncoder().encode('model: not one\n'.repeat(30)), 'own-model-file'],
    ['a picture', read('src/inference/faces/known-face.jpg'), 'own-model-file'],
    ['half a model', read('public/models/plumb-m.onnx').subarray(0, 1e5), 'own-model-file'],
  ])('that is none is told so: %s', async (_, bytes, code) => {
    await expect(openOwnSession(runtime, bytes)).rejects.toMatchObject({ code })
  })

  it('that gives no number is told so when it scores', async () => {
    const session = await open('not-a-number')
    await expect(session.run([plain(1, 2, 3)], { ...preset('none'), size: 112 })).rejects.toMatchObject({
      code: 'own-model-not-finite',
    })
  })
})

describe.each(runtimes)('published models score as they do in Python, in %s', (_, runtime) => {
  const crop: Raster = {
    width: 112,
    height: 112,
    channels: 3,
    data: new Uint8Array(inflateSync(Buffer.from(published.crop, 'base64'))),
  }

  it.for([
    ['lightqnet-dm100', 'lightqnet', { size: 96, batch: null }],
    ['deepcam-fqa', 'arcface', { size: 112, batch: 1 }],
  ] as const)('%s', async ([name, id, shape], { skip }) => {
    const file = `../shared/models/${name}.onnx`
    skip(!existsSync(file), `${file} is not here`)
    const session = await openOwnSession(runtime, read(file))
    expect(session.shape).toMatchObject(shape)
    const raws = await session.run([plain(90, 80, 70), crop], { ...preset(id), size: shape.size })
    expect(raws[1]).toBeCloseTo(published.scores[name], 4)
  })

  it('a small one of the AI-KD paper’s kind, as `distill.export --checkpoint` writes it', async () => {
    const session = await openOwnSession(runtime, read(fixture('paper-model')))
    expect(session.shape).toEqual({ size: 112, layout: 'nchw', batch: null, free: false })
    const raws = await session.run([plain(90, 80, 70), crop], { ...preset('none'), size: 112 })
    expect(raws[1]).toBeCloseTo(published.paper, 5)
    expect(raws[0]).not.toBeCloseTo(published.paper, 4)
  })
})

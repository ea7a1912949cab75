import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Raster } from '#domain/geometry/raster.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import { openModel, readManifest } from '#inference/models/node.ts'
import { cutCrops, openPicture } from '../inputs/crops.ts'
import { mendCrop } from '../inputs/mend.ts'
import { releasedModels } from '../models/find-models.ts'
import { openNet } from '../models/net.ts'
import { drawnImages, drawnSetting, drawnWanted } from './drawn-setting.ts'
import { measure, type Setting } from './measure.ts'

let cache: string
let setting: Setting
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'plumb-measure-'))
  setting = drawnSetting(cache)
})
afterEach(() => rmSync(cache, { recursive: true }))

const images = await drawnImages()
const few = images.slice(0, 10)
const conditions = ['proper', 'jitter-20']

describe('a run', { timeout: 60_000 }, () => {
  it('scores crops as the app does', async () => {
    const manifest = await readManifest('public/models')
    const { nets, methods } = releasedModels('public/models', manifest)
    const [image] = few.filter(({ degradation }) => degradation)
    const wanted = { images: [image!], scores: new Map([['jitter-20', ['plumb-m']]]), embeddings: new Map() }
    const run = await measure([wanted], { ...setting, nets, methods }, { threads: 1 })

    const model = await openModel('public/models', manifest.models.find(({ id }) => id === 'plumb-m')!)
    const crops = cutCrops(await openPicture(image!), [setting.transformOf(image!, 'jitter-20')!])
    const [raw] = await model.run(toTensor(crops).data, 1)
    expect(run.of([image!]).scores('plumb-m', 'jitter-20')[0]).toBeCloseTo(raw!, 5)
  })

  it('measures nothing that it has, and the same numbers come out', async () => {
    const first = await measure([drawnWanted(few, conditions)], setting)
    // Under both conditions two nets with scores, and the recogniser under one.
    expect(first.views).toBe(few.length * (2 + 2 + 1))
    const second = await measure([drawnWanted(few, conditions)], setting)
    expect(second.views).toBe(0)
    for (const condition of conditions)
      for (const method of ['free', 'laplacian', 'random']) {
        const scores = first.of(few).scores(method, condition)
        expect(scores.every(Number.isFinite)).toBe(true)
        expect(second.of(few).scores(method, condition)).toEqual(scores)
      }
    const { dimension, values } = second.of(few).embeddings('embedding-only', 'proper')
    expect([dimension, values.length]).toEqual([129, 129 * few.length])
    const ofThird = values.subarray(2 * 129, 3 * 129)
    expect(ofThird.reduce((sum, value) => sum + value ** 2, 0)).toBeCloseTo(1, 5)
    expect(second.of([few[2]!]).embeddings('embedding-only', 'proper').values).toEqual(ofThird)
  })

  it('measures what is new alone: a condition, an image, another degradation, another preset', async () => {
    await measure([drawnWanted(few, ['proper'])], setting)
    const views = async (wanted: ReturnType<typeof drawnWanted>, of = setting) => (await measure([wanted], of)).views
    expect(await views(drawnWanted(few, conditions))).toBe(2 * few.length)
    expect(await views(drawnWanted(images.slice(0, 11), ['proper']))).toBe(3)
    const degraded = few.map((image) => ({ ...image, degradation: { kinds: 'unseen', seed: 7 } as const }))
    expect(await views(drawnWanted(degraded, ['proper']))).toBe(3 * few.length)
    const nets = setting.nets.map((net) =>
      net.kind === 'quality' ? { ...net, pixels: { ...net.pixels, std: [2, 2, 2] as const } } : net,
    )
    expect(await views(drawnWanted(few, ['proper']), { ...setting, nets })).toBe(few.length)
  })

  it('measures an image of several sets once', async () => {
    const run = await measure([drawnWanted(few, ['proper']), drawnWanted(few.slice(3), ['proper'])], setting)
    expect(run.views).toBe(3 * few.length)
  })

  it('shows judges a crop as the mender cuts it again, and asks that once for its score and for the cut', async () => {
    const file = 'src/inference/models/own/fixtures/aligning.onnx'
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
    const [released] = (await readManifest('public/models')).models
    const output = { quality: 'quality', embedding: null, alignment: 'alignment' }
    const entry = {
      ...released!,
      id: 'aligning',
      file: basename(file),
      sha256,
      output,
      input: { ...released!.input, name: 'image' },
    }
    const nets = [...setting.nets, { kind: 'released', id: 'aligning', folder: dirname(file), entry } as const]
    const source = { net: 'aligning', output: 'quality' }
    const methods = [{ id: 'aligning', label: 'Aligning', kind: 'student', sha256, source } as const]
    const wanted = {
      images: few,
      scores: new Map([['jitter-20', ['aligning']]]),
      embeddings: new Map([['jitter-20+mended', ['embedding-only']]]),
    }
    const run = await measure([wanted], { ...setting, nets, methods, mender: 'aligning' }, { threads: 1 })
    expect(run.views).toBe(2 * few.length)

    const [image] = few
    const [crop] = cutCrops(await openPicture(image!), [setting.transformOf(image!, 'jitter-20')!])
    const net = await openNet(setting.nets.find(({ id }) => id === 'embedding-only')!)
    const embeddingOf = async (raster: Raster) => (await net.run([raster])).subarray(1)
    const mended = run.of([image!]).embeddings('embedding-only', 'jitter-20+mended').values
    // It says of every crop that it lies 8 pixels too far to the right and 4 too high.
    expect(mended).toEqual(await embeddingOf(mendCrop(crop!, [1, 0, 8, 0, 1, -4])!))
    expect(mended).not.toEqual(await embeddingOf(crop!))
    await net.release()

    const { data } = toTensor([crop!])
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length
    expect(run.of([image!]).scores('aligning', 'jitter-20')[0]).toBeCloseTo(mean, 2)
    expect((await measure([wanted], { ...setting, nets, methods, mender: 'aligning' })).views).toBe(0)
  })

  it('has no number where a condition cannot be had', async () => {
    const never = { ...setting, transformOf: () => null }
    const run = await measure([drawnWanted(few, ['proper'])], never)
    expect(run.views).toBe(0)
    expect(run.of(few).scores('free', 'proper').every(Number.isNaN)).toBe(true)
    expect(run.of(few).embeddings('embedding-only', 'proper').values.every(Number.isNaN)).toBe(true)
  })

  it('names a broken image, goes on, and tries it again when the file is another', async () => {
    const broken = { ...few[4]!, path: join(cache, 'broken.jpg') }
    const nowhere = { ...few[5]!, path: join(cache, 'nowhere.jpg') }
    writeFileSync(broken.path, 'no picture')
    const some = [...few.slice(0, 4), broken, nowhere]
    const run = await measure([drawnWanted(some, ['proper'])], setting)
    expect(run.failed.map(({ image }) => image)).toEqual([nowhere, broken])
    expect([...run.of(some).scores('free', 'proper')].map(Number.isFinite)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])

    copyFileSync(few[4]!.path, broken.path)
    copyFileSync(few[5]!.path, nowhere.path)
    const second = await measure([drawnWanted(some, ['proper'])], setting)
    expect(second.failed).toEqual([])
    expect(second.views).toBe(2 * 3)
  })

  it('goes on where it was killed', async () => {
    const all = ['proper', 'jitter-10', 'jitter-20', 'face-box']
    const child = `
      import { drawnImages, drawnSetting, drawnWanted } from './bench/evaluate/run/drawn-setting.ts'
      import { measure } from './bench/evaluate/run/measure.ts'
      let calls = 0
      await measure(
        [drawnWanted(await drawnImages(), ${JSON.stringify(all)})],
        drawnSetting(${JSON.stringify(cache)}),
        { threads: 1, onProgress: () => { if (++calls === 2) process.kill(process.pid, 'SIGKILL') } },
      )`
    const { signal } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', child])
    expect(signal).toBe('SIGKILL')

    const views = images.length * (4 * 2 + 1)
    const resumed = await measure([drawnWanted(images, all)], setting)
    // Two of five orders, of twelve images each, had come.
    expect(resumed.views).toBe((views * 3) / 5)
    const whole = await measure([drawnWanted(images, all)], drawnSetting(join(cache, 'other')))
    expect(whole.views).toBe(views)
    for (const condition of all)
      expect(resumed.of(images).scores('free', condition)).toEqual(whole.of(images).scores('free', condition))
  })

  it('stops when it is told to, and keeps what it has', async () => {
    const stop = new AbortController()
    const stopped = measure([drawnWanted(images, conditions)], setting, {
      threads: 1,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    const { views } = await measure([drawnWanted(images, conditions)], setting)
    expect(views).toBe((images.length - 24) * 5)
  })

  it('says what is wrong with a model before it measures', async () => {
    const nets = setting.nets.map((net) =>
      net.id === 'embedding-only' ? { ...net, path: 'src/inference/models/own/fixtures/two-inputs.onnx' } : net,
    )
    await expect(measure([drawnWanted(few, ['proper'])], { ...setting, nets })).rejects.toMatchObject({
      code: 'recogniser-invalid',
    })
  })

  it('ends with what a model says where it fails on a crop', async () => {
    const nets = setting.nets.map((net) =>
      net.id === 'free' ? { ...net, path: 'src/inference/models/own/fixtures/fails-on-bright.onnx' } : net,
    )
    const bright = { ...few[0]!, path: join(cache, 'bright.png') }
    const { default: sharp } = await import('sharp')
    await sharp({ create: { width: 128, height: 128, channels: 3, background: '#fff' } }).toFile(bright.path)
    await expect(measure([drawnWanted([bright], ['proper'])], { ...setting, nets })).rejects.toThrow(
      'The model fails on a crop',
    )
  })
})

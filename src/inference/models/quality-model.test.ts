import { readFileSync } from 'node:fs'
import * as node from 'onnxruntime-node'
import * as web from 'onnxruntime-web'
import { describe, expect, it } from 'vitest'
import { mendCrop, readCut } from '#domain/alignment/self-alignment.ts'
import { distance, point } from '#domain/geometry/point.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { apply, scaleOf } from '#domain/geometry/similarity.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import { readManifest } from './node.ts'
import { type QualityModel, qualityModel } from './quality-model.ts'

web.env.wasm.numThreads = 1

const file = 'src/inference/models/fixtures/self-aligning.onnx'
const entry = (await readManifest('public/models')).models[0]!

/** The fixture's face: a blob whose points lie `radius` from its middle, root mean square. */
const blob = (x: number, y: number, radius: number): Raster => ({
  width: 112,
  height: 112,
  channels: 3,
  data: Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => {
    const place = Math.floor(i / 3)
    const away = ((place % 112) - x) ** 2 + (Math.floor(place / 112) - y) ** 2
    return Math.round(250 * Math.exp(-away / radius ** 2))
  }),
})

const open = async (create: () => Promise<node.InferenceSession | web.InferenceSession>, alignment: string | null) =>
  qualityModel(
    { ...entry, output: { quality: 'quality', embedding: 'embedding', alignment } },
    (await create()) as web.InferenceSession,
    web.Tensor,
  )

const ask = (model: QualityModel, crops: readonly Raster[]) => model.ask(toTensor(crops).data, crops.length)

describe.each([
  ['onnxruntime-node', () => node.InferenceSession.create(file)],
  ['WASM', () => web.InferenceSession.create(readFileSync(file), { executionProviders: ['wasm'] })],
] as const)('a student that aligns itself, in %s', (_, create) => {
  it('says of each crop how it is cut, from the proper crop to this one', async () => {
    const { alignments } = await ask(await open(create, 'alignment'), [blob(55.5, 55.5, 20), blob(60, 50, 16)])
    const [proper, off] = alignments!
    // Whole numbers of brightness blunt the blob a little.
    expect(readCut(proper!).error).toBeLessThan(0.02)
    expect(scaleOf(off!)).toBeCloseTo(0.8, 1)
    expect(distance(apply(off!, point<'proper'>(55.5, 55.5)), point<'crop'>(60, 50))).toBeLessThan(0.1)
  })

  it('scores the crop that it cuts again, which is the mended one', async () => {
    const model = await open(create, 'alignment')
    const crop = blob(60, 50, 16)
    const { raws, alignments } = await ask(model, [crop])
    const again = await ask(model, [mendCrop(crop, alignments![0]!)])
    expect(raws[0]).toBeCloseTo(again.raws[0]!, 0)
    expect(Array.from(await model.run(toTensor([crop]).data, 1))).toEqual(Array.from(raws))
    expect(readCut(again.alignments![0]!).error).toBeLessThan(0.02)
  })

  it('says nothing of it where the manifest names no such output', async () => {
    expect((await ask(await open(create, null), [blob(60, 50, 16)])).alignments).toBeNull()
  })

  it('is told so where it finds nothing', async () => {
    const black = { ...blob(0, 0, 1), data: new Uint8Array(112 * 112 * 3) }
    await expect(ask(await open(create, 'alignment'), [black])).rejects.toThrow(RangeError)
  })
})

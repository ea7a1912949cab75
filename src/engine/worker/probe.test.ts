import { describe, expect, it } from 'vitest'
import type { Raster } from '#domain/geometry/raster.ts'
import { openModel, readManifest } from '#inference/models/node.ts'
import type { QualityModel } from '#inference/models/quality-model.ts'
import { compare, differenceOn } from './probe.ts'

const probes = (...of: [raw: number, msPerFace: number][]) => of.map(([raw, msPerFace]) => ({ raw, msPerFace }))
const wasm = probes([1, 20], [-2, 20])

describe('compare', () => {
  it('takes WebGPU where it agrees and is faster for all models together', () => {
    expect(compare('gpu', probes([1.0005, 30], [-2, 5]), wasm, [0, 0])).toMatchObject({
      code: 'faster',
      adapter: 'gpu',
    })
  })
  it('stays with WASM where WebGPU is slower', () => {
    expect(compare('gpu', probes([1, 10], [-2, 31]), wasm, [0, 0])).toEqual({
      code: 'slower',
      adapter: 'gpu',
      webgpuMs: 41,
      wasmMs: 40,
    })
  })
  it('stays with WASM where one model disagrees, however fast', () => {
    expect(compare('gpu', probes([1, 1], [-2.002, 1]), wasm, [0, 0])).toMatchObject({ code: 'disagreed' })
  })
  it('takes NaN for disagreement', () => {
    expect(compare('gpu', probes([Number.NaN, 1], [-2, 1]), wasm, [0, 0])).toMatchObject({ code: 'disagreed' })
  })
  it('stays with WASM where they agree on the probe and not on faces', () => {
    expect(compare('gpu', probes([1, 1], [-2, 1]), wasm, [0, 0.02])).toMatchObject({
      code: 'disagreed',
      difference: 0.02,
    })
  })
})

describe('differenceOn', () => {
  const grey = (level: number): Raster => ({
    width: 112,
    height: 112,
    channels: 3,
    data: new Uint8Array(112 * 112 * 3).fill(level),
  })

  it('sees a backend that goes wrong on one crop only', async () => {
    const { models } = await readManifest('public/models')
    const model = await openModel('public/models', models[0]!)
    const wrongOnBright: Pick<QualityModel, 'run'> = {
      run: async (batch, n) => (await model.run(batch, n)).map((raw) => (batch[0]! > 200 ? raw + 0.5 : raw)),
    }
    expect(await differenceOn([grey(40), grey(120)], wrongOnBright, model)).toBe(0)
    expect(await differenceOn([grey(40), grey(220)], wrongOnBright, model)).toBeCloseTo(0.5, 5)
  })

  it('takes no number for no agreement', async () => {
    const nothing = { run: async () => Float32Array.of(Number.NaN) }
    expect(await differenceOn([grey(1)], nothing, nothing)).toBeNaN()
  })
})

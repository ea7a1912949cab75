import { describe, expect, it } from 'vitest'
import { compare } from './probe.ts'

const probes = (...of: [raw: number, msPerFace: number][]) => of.map(([raw, msPerFace]) => ({ raw, msPerFace }))
const wasm = probes([1, 20], [-2, 20])

describe('compare', () => {
  it('takes WebGPU where it agrees and is faster for all models together', () => {
    expect(compare('gpu', probes([1.0005, 30], [-2, 5]), wasm)).toMatchObject({ code: 'faster', adapter: 'gpu' })
  })
  it('stays with WASM where WebGPU is slower', () => {
    expect(compare('gpu', probes([1, 10], [-2, 31]), wasm)).toEqual({
      code: 'slower',
      adapter: 'gpu',
      webgpuMs: 41,
      wasmMs: 40,
    })
  })
  it('stays with WASM where one model disagrees, however fast', () => {
    expect(compare('gpu', probes([1, 1], [-2.002, 1]), wasm)).toMatchObject({ code: 'disagreed' })
  })
  it('takes NaN for disagreement', () => {
    expect(compare('gpu', probes([Number.NaN, 1], [-2, 1]), wasm)).toMatchObject({ code: 'disagreed' })
  })
})

import { describe, expect, it } from 'vitest'
import type { BackendReason } from '#engine/protocol.ts'
import { backendWords, isFallback } from './backend-words.ts'

const adapter = 'nvidia ada'
const reasons: readonly [BackendReason, string][] = [
  [{ code: 'forced' }, 'chosen in the address'],
  [{ code: 'faster', adapter, difference: 0.00021 }, 'agrees with WASM to 2e-4'],
  [{ code: 'slower', adapter, webgpuMs: 40, wasmMs: 9.64 }, 'faster here than WebGPU'],
  [{ code: 'slower', adapter, webgpuMs: null, wasmMs: 9.64 }, 'WebGPU has no hardware here'],
  [{ code: 'disagreed', adapter, difference: 0.5 }, 'WebGPU gave other numbers here.'],
  [{ code: 'probing', adapter }, 'trying WebGPU'],
  [{ code: 'no-webgpu' }, 'this browser offers no WebGPU.'],
  [{ code: 'failed', adapter, message: 'Device lost.' }, 'WebGPU failed here.'],
  [{ code: 'ios' }, 'WebGPU is not steady on iOS.'],
]

describe('why a backend runs', () => {
  it.each(reasons)('%j reads "%s"', (reason, words) => {
    expect(backendWords({ backend: 'wasm', reason, threads: 2 }).short).toBe(words)
  })

  it('has its numbers and the adapter for those who ask', () => {
    const { details } = backendWords({ backend: 'wasm', reason: reasons[2]![0], threads: 1 })
    expect(details).toBe('A face takes 9.6 ms on WASM and 40 ms on WebGPU (nvidia ada). It runs on one thread.')
  })

  it('is a sentence where WASM stands in for WebGPU', () => {
    expect(reasons.filter(([reason]) => isFallback(reason)).map(([{ code }]) => code)).toEqual([
      'disagreed',
      'no-webgpu',
      'failed',
      'ios',
    ])
  })
})

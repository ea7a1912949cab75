import { cropSize } from '#domain/geometry/template.ts'
import type { QualityModel } from '#inference/models/quality-model.ts'
import type { BackendReason } from '../protocol.ts'

/** Largest difference of a raw output between two backends that count as agreeing. */
const tolerance = 1e-3

const crops = 2
const timedRuns = 3

/** No faces, but a pattern that gives every layer something to do, the same on each call. */
const batch = Float32Array.from(
  { length: crops * 3 * cropSize * cropSize },
  (_, i) => 127.5 + 80 * Math.sin(i / 7) + 47 * Math.sin(i / 1301),
)

/** What a model on a backend makes of the probe batch. */
export interface Probe {
  readonly raw: readonly number[]
  /** Median of the timed runs. */
  readonly msPerFace: number
}

/** @param warmUp  whether the first run compiles, so that its time does not count */
export async function probe(model: QualityModel, warmUp: boolean): Promise<Probe> {
  let raw = warmUp ? await model.run(batch, crops) : new Float32Array()
  const times: number[] = []
  for (let i = 0; i < timedRuns; i++) {
    const start = performance.now()
    raw = await model.run(batch, crops)
    times.push((performance.now() - start) / crops)
  }
  return { raw: [...raw], msPerFace: times.sort((a, b) => a - b)[timedRuns >> 1]! }
}

/** Milliseconds a face for all models together. */
export const totalMs = (probes: readonly Probe[]) => probes.reduce((sum, { msPerFace }) => sum + msPerFace, 0)

/**
 * WebGPU is to run where it agrees with WASM and is faster, code 'faster'.
 * @param webgpu  a probe of each model
 * @param wasm    those of the same models in the same order
 */
export function compare(adapter: string, webgpu: readonly Probe[], wasm: readonly Probe[]): BackendReason {
  const differences = webgpu.flatMap(({ raw }, m) => raw.map((value, i) => Math.abs(value - wasm[m]!.raw[i]!)))
  const difference = Math.max(...differences)
  // Written so that NaN disagrees too.
  if (!(difference <= tolerance)) return { code: 'disagreed', adapter, difference }
  const webgpuMs = totalMs(webgpu)
  const wasmMs = totalMs(wasm)
  return webgpuMs < wasmMs ? { code: 'faster', adapter, difference } : { code: 'slower', adapter, webgpuMs, wasmMs }
}

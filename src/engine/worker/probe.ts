import type { Raster } from '#domain/geometry/raster.ts'
import { cropSize } from '#domain/geometry/template.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import type { QualityModel } from '#inference/models/quality-model.ts'
import type { BackendReason } from '../protocol.ts'

/** Largest difference of a raw output between two backends that count as agreeing. */
const tolerance = 1e-3

/** As many runs as fit, and one at least. */
const timedRuns = 3
const timeLimit = 500

/** No face, but a pattern that gives every layer something to do, the same on each call. */
const crop = Float32Array.from(
  { length: 3 * cropSize * cropSize },
  (_, i) => 127.5 + 80 * Math.sin(i / 7) + 47 * Math.sin(i / 1301),
)

/** What a model on a backend makes of the probe crop. */
export interface Probe {
  readonly raw: number
  /** Median of the timed runs. */
  readonly msPerFace: number
}

/** @param warmUp  whether the first run compiles, so that its time does not count */
export async function probe(model: QualityModel, warmUp: boolean): Promise<Probe> {
  const run = async () => {
    const start = performance.now()
    const [raw] = await model.run(crop, 1)
    return { raw: raw!, ms: performance.now() - start }
  }
  if (warmUp) await run()
  const end = performance.now() + timeLimit
  const runs = [await run()]
  while (runs.length < timedRuns && performance.now() < end) runs.push(await run())
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b)
  return { raw: runs[0]!.raw, msPerFace: times[times.length >> 1]! }
}

/** Milliseconds a face for all models together. */
export const totalMs = (probes: readonly Probe[]) => probes.reduce((sum, { msPerFace }) => sum + msPerFace, 0)

/** Largest difference of a raw output between two backends over crops; NaN where one of them gives no number. */
export async function differenceOn(
  crops: readonly Raster[],
  one: Pick<QualityModel, 'run'>,
  other: Pick<QualityModel, 'run'>,
): Promise<number> {
  const differences: number[] = []
  for (const each of crops) {
    const { data } = toTensor([each])
    const [a] = await one.run(data, 1)
    const [b] = await other.run(data, 1)
    differences.push(Math.abs(a! - b!))
  }
  return Math.max(0, ...differences)
}

/**
 * WebGPU is to run where it agrees with WASM and is faster, code 'faster'.
 * @param webgpu       a probe of each model
 * @param wasm         those of the same models in the same order
 * @param differences  of each model's raw output on crops of real faces
 */
export function compare(
  adapter: string,
  webgpu: readonly Probe[],
  wasm: readonly Probe[],
  differences: readonly number[],
): BackendReason {
  const difference = Math.max(...differences, ...webgpu.map(({ raw }, i) => Math.abs(raw - wasm[i]!.raw)))
  // Written so that NaN disagrees too.
  if (!(difference <= tolerance)) return { code: 'disagreed', adapter, difference }
  const webgpuMs = totalMs(webgpu)
  const wasmMs = totalMs(wasm)
  return webgpuMs < wasmMs ? { code: 'faster', adapter, difference } : { code: 'slower', adapter, webgpuMs, wasmMs }
}

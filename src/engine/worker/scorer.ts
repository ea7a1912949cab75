import type { Raster } from '#domain/geometry/raster.ts'
import type { ModelEntry } from '#domain/quality/manifest.ts'
import type { Backend, Scores } from '#domain/quality/record.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import { findAdapter } from '#inference/models/adapter.ts'
import type { Answers, QualityModel } from '#inference/models/quality-model.ts'
import { openModel } from '#inference/models/web.ts'
import type { BackendReason, EngineInfo, WorkerStart } from '../protocol.ts'
import { compare, differenceOn, type Probe, probe, totalMs } from './probe.ts'
import { isTrap } from './trap.ts'

/** A model of the manifest with the bytes of its file. */
export interface ModelFile {
  readonly entry: ModelEntry
  readonly bytes: Uint8Array
}

/** All models on one backend. Its callers queue: onnxruntime runs one request at a time. */
export interface Scorer {
  readonly info: EngineInfo
  /**
   * Scores of each crop, in order.
   * @param only    id of the one model that is to score; all by default
   * @param onStep  awaited before each model
   */
  score(crops: readonly Raster[], only?: string, onStep?: () => Promise<void>): Promise<readonly Scores[]>
  /**
   * Tries WebGPU where the reason is 'probing', and moves over to it where it is better. It pauses between its steps, so
   * that other jobs need not wait for all of it.
   * @param faces  crops of real faces, on which both have to agree
   */
  tryWebgpu(faces: readonly Raster[]): AsyncGenerator<void, void>
}

interface Opened {
  readonly backend: Backend
  readonly models: readonly QualityModel[]
  readonly probes: readonly Probe[]
}

/**
 * @param threads   that WASM runs on
 * @param onChange  called when the backend or its reason changes later
 * @throws ModelLoadError where no backend opens the models
 */
export async function createScorer(
  files: readonly ModelFile[],
  { backend, isIos, avoidsWebgpu }: Pick<WorkerStart, 'backend' | 'isIos' | 'avoidsWebgpu'>,
  threads: number,
  onChange: (info: EngineInfo) => void,
): Promise<Scorer> {
  // iOS loses WebGPU after some 500 runs (onnxruntime#27584).
  const staysOnWasm = avoidsWebgpu || (isIos && backend === 'auto')
  const adapter = staysOnWasm ? null : await findAdapter()

  let opened: Opened
  let info: EngineInfo
  const use = (next: Opened, reason: BackendReason) => {
    opened = next
    info = {
      backend: next.backend,
      reason,
      threads,
      models: files.map(({ entry }, i) => ({
        id: entry.id,
        role: entry.role,
        sha256: entry.sha256,
        bytes: entry.bytes,
        reference: { name: entry.scale.reference, n: entry.scale.n, thresholds: entry.scale.thresholds ?? null },
        msPerFace: next.probes[i]!.msPerFace,
      })),
    }
  }
  const change = (next: Opened, reason: BackendReason) => {
    use(next, reason)
    onChange(info)
  }

  const failed = (thrown: unknown): BackendReason => ({
    code: 'failed',
    adapter: adapter?.name ?? '',
    message: String(thrown instanceof Error ? (thrown.cause ?? thrown) : thrown),
  })

  function whyWasm({ probes }: Opened): BackendReason {
    if (backend === 'wasm') return { code: 'forced' }
    if (avoidsWebgpu) return { code: 'failed', adapter: 'WebGPU', message: 'The engine stopped while it was in use.' }
    if (staysOnWasm) return { code: 'ios' }
    if (!adapter) return { code: 'no-webgpu' }
    if (adapter.isSoftware) return { code: 'slower', adapter: adapter.name, webgpuMs: null, wasmMs: totalMs(probes) }
    return { code: 'probing', adapter: adapter.name }
  }

  async function startForced() {
    try {
      use(await openAll(files, 'webgpu'), { code: 'forced' })
    } catch (thrown) {
      use(await openAll(files, 'wasm'), failed(thrown))
    }
  }

  if (backend === 'webgpu' && adapter) await startForced()
  else {
    const wasm = await openAll(files, 'wasm')
    use(wasm, whyWasm(wasm))
  }

  type OnStep = () => Promise<void>

  const runEach = async (ids: readonly string[], batch: Float32Array, n: number, onStep: OnStep) => {
    const answers: Answers[] = []
    for (const model of opened.models) {
      if (!ids.includes(model.id)) continue
      await onStep()
      answers.push(await model.ask(batch, n))
    }
    return answers
  }

  async function runAnywhere(ids: readonly string[], batch: Float32Array, n: number, onStep: OnStep) {
    try {
      return await runEach(ids, batch, n, onStep)
    } catch (thrown) {
      // A GPU may be lost at any time: driver update, sleep, another page. WebAssembly in pieces is another matter.
      if (opened.backend !== 'webgpu' || isTrap(thrown) || isAbort(thrown)) throw thrown
      change(await openAll(files, 'wasm'), failed(thrown))
      return await runEach(ids, batch, n, onStep)
    }
  }

  return {
    get info() {
      return info
    },

    async score(crops, only, onStep = async () => {}) {
      if (crops.length === 0) return []
      const entries = files.map(({ entry }) => entry).filter(({ id }) => only === undefined || id === only)
      const ids = entries.map(({ id }) => id)
      const answers = await runAnywhere(ids, toTensor(crops).data, crops.length, onStep)
      return crops.map((_, i) =>
        Object.fromEntries(
          entries.map((entry, m) => {
            const { raws, alignments } = answers[m]!
            const raw = raws[i]!
            return [
              entry.id,
              { raw, score: scoreOf(raw, entry.scale), ...(alignments && { alignment: alignments[i]! }) },
            ]
          }),
        ),
      )
    },

    async *tryWebgpu(faces) {
      if (info.reason.code !== 'probing') return
      const wasm = opened
      const models: QualityModel[] = []
      let losers: readonly QualityModel[] = models
      try {
        const probes: Probe[] = []
        const differences: number[] = []
        for (const [i, { entry, bytes }] of files.entries()) {
          const model = await openModel(entry, bytes, 'webgpu')
          models.push(model)
          yield
          probes.push(await probe(model, true))
          yield
          differences.push(await differenceOn(faces, model, wasm.models[i]!))
          yield
        }
        const reason = compare(info.reason.adapter, probes, wasm.probes, differences)
        if (reason.code === 'faster') {
          losers = wasm.models
          change({ backend: 'webgpu', models, probes }, reason)
        } else change(wasm, reason)
      } catch (thrown) {
        if (isTrap(thrown)) throw thrown
        change(wasm, failed(thrown))
      }
      await release(losers)
    },
  }
}

async function openAll(files: readonly ModelFile[], backend: Backend): Promise<Opened> {
  const models: QualityModel[] = []
  try {
    for (const { entry, bytes } of files) models.push(await openModel(entry, bytes, backend))
    const probes: Probe[] = []
    for (const model of models) probes.push(await probe(model, backend === 'webgpu'))
    return { backend, models, probes }
  } catch (thrown) {
    await release(models)
    throw thrown
  }
}

const isAbort = (thrown: unknown) => thrown instanceof DOMException && thrown.name === 'AbortError'

/** A session on a lost GPU may refuse, and is gone all the same. */
const release = (models: readonly QualityModel[]) => Promise.allSettled(models.map((model) => model.release()))

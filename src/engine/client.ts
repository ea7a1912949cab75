import { proxy, type Remote, transfer, wrap } from 'comlink'
import { ModelLoadError } from '#inference/models/errors.ts'
import { type Calls, createCalls } from './calls.ts'
import type { Engine, EngineStatus } from './engine.ts'
import { EngineCrashedError, OwnModelCrashError } from './errors.ts'
import { measureOcclusion } from './occlusion.ts'
import { measureScale } from './own-scale.ts'
import type { EngineApi, EngineInfo, StartOptions } from './protocol.ts'
import { isFatal, revive } from './revive.ts'

interface Running {
  readonly api: Remote<EngineApi>
  readonly calls: Calls
  /** Ends the worker, and all its calls with EngineCrashedError. */
  readonly kill: (cause?: unknown) => void
  /** Rejects with what kept the models from loading. */
  readonly started: Promise<EngineInfo>
}

/** Starts the worker, which loads the models at once. */
export function createEngine(options: StartOptions): Engine {
  const listeners = new Set<() => void>()
  let status: EngineStatus
  /** Null once disposed of. */
  let running: Running | null = null
  let lastJob = 0

  function tell(next: EngineStatus) {
    status = next
    for (const listener of listeners) listener()
  }

  function launch() {
    const worker = new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module', name: 'engine' })
    const api = wrap<EngineApi>(worker)
    const calls = createCalls()
    const kill = (cause?: unknown) => {
      worker.terminate()
      calls.fail(new EngineCrashedError(cause))
      // One that died while it loaded would die again; one that died at work is replaced.
      if (running === launched && status.state === 'ready') launch()
    }
    worker.addEventListener('error', (event) => kill(event.message))
    const answer = api.start(
      { ...options, isIos: isIos() },
      proxy((progress) => {
        if (running === launched && status.state === 'loading') tell({ state: 'loading', progress })
      }),
      proxy((info) => {
        if (running === launched) tell({ state: 'ready', info })
      }),
    )
    const started = calls.settle(answer).catch((thrown: unknown) => {
      throw thrown instanceof EngineCrashedError ? new ModelLoadError('worker', thrown) : revive(thrown)
    })
    const launched: Running = { api, calls, kill, started }
    running = launched
    tell({ state: 'loading', progress: { loaded: 0, total: 0 } })
    started.then(
      (info) => {
        if (running === launched) tell({ state: 'ready', info })
      },
      (error: Error) => {
        if (running === launched) tell({ state: 'failed', error })
      },
    )
  }

  async function request<T>(
    signal: AbortSignal,
    send: (api: Remote<EngineApi>, job: number) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted()
    if (!running) throw new EngineCrashedError()
    const { api, calls, kill, started } = running
    const job = ++lastJob
    let onAbort = () => {}
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => {
        void api.cancel(job)
        reject(signal.reason)
      }
      signal.addEventListener('abort', onAbort, { once: true })
    })
    const answer = started.then(() => {
      signal.throwIfAborted()
      return send(api, job)
    })
    try {
      return await calls.settle(Promise.race([answer, aborted]))
    } catch (thrown) {
      if (!isFatal(thrown)) throw signal.aborted ? signal.reason : revive(thrown)
      kill(thrown)
      throw new EngineCrashedError(thrown)
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }

  launch()

  return {
    get status() {
      return status
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    restart() {
      const last = running
      // Not in the same worker, where onnxruntime-web never loads again what failed once; the HTTP cache has the rest.
      launch()
      last?.kill()
    },
    find: (photo, signal) => request(signal, (api, job) => api.find(job, photo)),
    score: (photo, face, specs, signal, own = []) =>
      request(signal, (api, job) => api.score(job, photo, face, specs, own)),
    crops: (photo, transforms, signal) => request(signal, (api, job) => api.crops(job, photo, transforms)),
    inspectModel: (file, signal) => request(signal, (api, job) => api.inspectModel(job, file)).catch(blameModel),
    addModel: (model, reference, signal, onProgress) =>
      measureScale(
        {
          open: () => request(signal, (api, job) => api.openModel(job, model)),
          measure: (photo, crops) => request(signal, (api, job) => api.measureModel(job, model.id, photo, crops)),
          finish: () => request(signal, (api, job) => api.finishModel(job, model.id)),
          discard: () => void running?.api.discardModel(model.id),
        },
        reference,
        onProgress,
      ).catch(blameModel),
    removeModel(modelId) {
      void running?.api.removeModel(modelId)
    },
    explain: (photo, face, spec, signal) => request(signal, (api, job) => api.explain(job, photo, face, spec)),
    occlusion: (photo, face, spec, signal, onProgress, own = []) =>
      measureOcclusion(
        (patches) => request(signal, (api, job) => api.scoreOccluded(job, photo, face, spec, patches, own)),
        onProgress,
      ),
    watch: (frame, signal) =>
      request(signal, async (api, job) => {
        const watched = await api.watch(job, transfer(frame, [frame.bitmap]))
        // Nobody is left to do it.
        if (signal.aborted) for (const { crop } of watched.faces) crop.close()
        return watched
      }).finally(() => frame.bitmap.close()),
    stopWatching() {
      void running?.api.stopWatching()
    },
    forget(photoId) {
      void running?.api.forget(photoId)
    },
    dispose() {
      const last = running
      running = null
      listeners.clear()
      last?.kill()
    },
  }
}

/** No face was lost to it. */
function blameModel(thrown: unknown): never {
  throw thrown instanceof EngineCrashedError ? new OwnModelCrashError(thrown) : thrown
}

/** iPads call themselves Macs, which have no touch screen. */
const isIos = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)

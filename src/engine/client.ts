import { proxy, type Remote, wrap } from 'comlink'
import { ModelLoadError } from '#inference/models/errors.ts'
import type { Engine, EngineStatus } from './engine.ts'
import { EngineCrashedError } from './errors.ts'
import type { EngineApi, EngineInfo, StartOptions } from './protocol.ts'
import { isFatal, revive } from './revive.ts'

interface Running {
  readonly worker: Worker
  readonly api: Remote<EngineApi>
  /** Rejects when the worker dies, which answers none of its calls then. */
  readonly died: Promise<never>
  readonly kill: (cause?: unknown) => void
  /** Rejects with what kept the models from loading. */
  started: Promise<EngineInfo>
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
    let kill: Running['kill'] = () => {}
    const died = new Promise<never>((_, reject) => {
      kill = (cause) => {
        worker.terminate()
        reject(new EngineCrashedError(cause))
      }
    })
    worker.addEventListener('error', (event) => kill(event.message))
    const launched: Running = { worker, api: wrap<EngineApi>(worker), died, kill, started: died }
    died.catch(() => {
      // One that died while it loaded would die again; one that died at work is replaced.
      if (running === launched && status.state === 'ready') launch()
    })
    running = launched
    load(launched)
  }

  function load(target: Running) {
    tell({ state: 'loading', progress: { loaded: 0, total: 0 } })
    const answer = target.api.start(
      { ...options, isIos: isIos() },
      proxy((progress) => {
        if (running === target && status.state === 'loading') tell({ state: 'loading', progress })
      }),
      proxy((info) => {
        if (running === target) tell({ state: 'ready', info })
      }),
    )
    target.started = Promise.race([answer, target.died]).catch((thrown: unknown) => {
      throw thrown instanceof EngineCrashedError ? new ModelLoadError('worker', thrown) : revive(thrown)
    })
    target.started.then(
      (info) => {
        if (running === target) tell({ state: 'ready', info })
      },
      (error: Error) => {
        if (running === target) tell({ state: 'failed', error })
      },
    )
  }

  async function request<T>(
    signal: AbortSignal,
    send: (api: Remote<EngineApi>, job: number) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted()
    if (!running) throw new EngineCrashedError()
    const { api, started, died, kill } = running
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
      return await Promise.race([answer, died, aborted])
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
      const isAlive = status.state === 'failed' && !(status.error.cause instanceof EngineCrashedError)
      // The same worker still has the files that did arrive.
      if (last && isAlive) load(last)
      else {
        launch()
        last?.kill()
      }
    },
    find: (photo, signal) => request(signal, (api, job) => api.find(job, photo)),
    score: (photo, face, specs, signal, onBatch) =>
      request(signal, (api, job) => api.score(job, photo, face, specs, onBatch && proxy(onBatch))),
    crops: (photo, transforms, signal) => request(signal, (api, job) => api.crops(job, photo, transforms)),
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

/** iPads call themselves Macs, which have no touch screen. */
const isIos = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)

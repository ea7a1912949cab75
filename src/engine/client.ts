import { proxy, type Remote, transfer } from 'comlink'
import { PlumbError } from '#domain/errors.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { ModelLoadError } from '#inference/models/errors.ts'
import type { Engine, EngineStatus } from './engine.ts'
import { EngineCrashedError, EngineStuckError } from './errors.ts'
import { measureOcclusion } from './occlusion.ts'
import { type Cut, createOwnModels, mergeScores } from './own-models.ts'
import type { CropScores, EngineApi, EngineInfo, Stage, StartOptions } from './protocol.ts'
import { doing } from './revive.ts'
import { spawnWorker } from './spawn-worker.ts'
import { createStallWatch } from './stall-watch.ts'
import type { Busy } from './worker/beat.ts'
import ownWorkerUrl from './worker/own-worker.ts?worker&url'
import workerUrl from './worker/worker.ts?worker&url'
import { createWorkerLink, type WorkerLink, WorkerLostError } from './worker-link.ts'

interface Running {
  readonly link: WorkerLink<EngineApi>
  /** Rejects with what kept the models from loading. */
  readonly started: Promise<EngineInfo>
}

/**
 * Seconds that a worker may take for one step. Loading has no limit, since a connection may be slow: where nothing
 * arrives any more, the status says so.
 */
function patience({ job, stage }: Busy): number {
  if (stage) return seconds[stage]
  // One that rests begins at once; of no stage is the comparison with WebGPU, which may compile for long.
  return job === null ? 15 : 60
}

const seconds: Readonly<Record<Stage, number>> = {
  load: Number.POSITIVE_INFINITY,
  decode: 30,
  detect: 20,
  landmark: 20,
  align: 20,
  // Eight crops by two models, on a GPU that is none.
  score: 60,
  own: 20,
}

/** Milliseconds without a byte, and then without a start, after which a person is told and may try again. */
const downloadPatience = 10_000
const startPatience = 40_000

/** How often a call that was not to blame is sent to the next worker. */
const mostReplacements = 2

const never = new AbortController().signal

/** Starts the worker, which loads the models at once. */
export function createEngine(options: StartOptions): Engine {
  const listeners = new Set<() => void>()
  let status: EngineStatus
  /** Null once disposed of. */
  let running: Running | null = null
  /** A worker was lost while WebGPU ran or was being tried. */
  let avoidsWebgpu = false
  const ownModels = createOwnModels(() => spawnWorker(ownWorkerUrl, 'own model'))

  function tell(next: EngineStatus) {
    status = next
    for (const listener of listeners) listener()
  }

  function launch() {
    const link = createWorkerLink<EngineApi>(spawnWorker(workerUrl, 'engine'), {
      patience,
      onLost() {
        // One that died while it loaded would die again; one that was lost at work is replaced.
        if (running?.link !== link || status.state !== 'ready') return
        avoidsWebgpu ||= status.info.backend === 'webgpu' || status.info.reason.code === 'probing'
        launch()
      },
    })
    const isCurrent = () => running?.link === link
    const stall = createStallWatch(downloadPatience, () => {
      if (isCurrent() && status.state === 'loading') tell({ ...status, isStalled: true })
    })
    const started = link
      .call(never, (api, job) =>
        api.start(
          job,
          { ...options, isIos: isIos(), avoidsWebgpu },
          proxy((progress) => {
            if (!isCurrent() || status.state !== 'loading') return
            stall.hear(progress.loaded < progress.total ? downloadPatience : startPatience)
            tell({ state: 'loading', progress, isStalled: false })
          }),
          proxy((info) => {
            if (isCurrent()) tell({ state: 'ready', info })
          }),
        ),
      )
      .catch((thrown: unknown) => {
        // Ended for another: what waits goes to that.
        if (!(thrown instanceof WorkerLostError) || thrown.how === 'ended') throw thrown
        throw new ModelLoadError('worker', thrown)
      })
      .finally(stall.end)
    running = { link, started }
    tell({ state: 'loading', progress: { loaded: 0, total: 0 }, isStalled: false })
    started.then(
      (info) => {
        if (isCurrent()) tell({ state: 'ready', info })
      },
      (error: Error) => {
        if (isCurrent()) tell({ state: 'failed', error })
      },
    )
  }

  /** @param isOnce  what is sent cannot be sent to another worker */
  async function request<T>(
    signal: AbortSignal,
    send: (api: Remote<EngineApi>, job: number) => Promise<T>,
    isOnce = false,
  ): Promise<T> {
    for (let replacements = 0; ; replacements++) {
      signal.throwIfAborted()
      if (!running) throw new EngineCrashedError()
      const { link, started } = running
      try {
        await abortable(started, signal)
        return await link.call(signal, send)
      } catch (thrown) {
        if (!(thrown instanceof WorkerLostError)) throw thrown
        if (thrown.isCulprit && thrown.how === 'stuck') throw new EngineStuckError(doing(thrown.stage), thrown)
        if (thrown.isCulprit || isOnce || replacements === mostReplacements) throw new EngineCrashedError(thrown)
      }
    }
  }

  /** Own models wait for the engine: what it loads, they need too. */
  async function ready(signal: AbortSignal): Promise<void> {
    while (running && status.state !== 'ready') {
      const { started } = running
      await abortable(started, signal).catch((thrown: unknown) => {
        if (!(thrown instanceof WorkerLostError)) throw thrown
      })
    }
  }

  const cutFor =
    (signal: AbortSignal): Cut =>
    (photo, transforms) =>
      request(signal, (api, job) => api.rasters(job, photo, transforms)).catch((thrown: unknown) => {
        // It may have been moved or deleted since; the scale says how many crops made it.
        if (thrown instanceof PlumbError) return null
        throw thrown
      })

  /** Adds what a person's own models say to what the released ones said of the same crops. */
  async function withOwn<Said extends CropScores>(
    said: readonly Said[],
    crops: readonly Raster[],
    own: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Said[]> {
    if (own.length === 0) return said
    const more = await ownModels.score(own, crops, signal)
    return said.map((each, i) => ({ ...each, ...mergeScores([each, more[i]!]) }))
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
      last?.link.end()
    },
    find: (photo, signal, onProgress = () => {}) =>
      request(signal, (api, job) => api.find(job, photo, proxy(onProgress))),
    async score(photo, face, specs, signal, own = []) {
      const { outcomes, crops } = await request(signal, (api, job) =>
        api.score(job, photo, face, specs, own.length > 0),
      )
      const aligned = outcomes.filter((outcome) => 'transform' in outcome)
      const scored = await withOwn(aligned, crops, own, signal)
      return outcomes.map((outcome) => ('transform' in outcome ? scored[aligned.indexOf(outcome)]! : outcome))
    },
    crops: (photo, transforms, signal, format = 'jpeg') =>
      request(signal, (api, job) => api.crops(job, photo, transforms, format)),
    async inspectModel(file, signal) {
      await ready(signal)
      return ownModels.inspect(file, signal)
    },
    async addModel(model, reference, signal, onProgress) {
      await ready(signal)
      return ownModels.add(model, reference, cutFor(signal), signal, onProgress)
    },
    removeModel: (modelId) => ownModels.remove(modelId),
    explain: (photo, face, spec, signal) => request(signal, (api, job) => api.explain(job, photo, face, spec)),
    occlusion: (photo, face, spec, signal, onProgress, own = []) =>
      measureOcclusion(async (patches) => {
        const { scores, crops } = await request(signal, (api, job) =>
          api.scoreOccluded(job, photo, face, spec, patches, own.length > 0),
        )
        return withOwn(
          scores.map((each) => ({ scores: each })),
          crops,
          own,
          signal,
        )
      }, onProgress),
    watch: (frame, signal) =>
      request(
        signal,
        async (api, job) => {
          const watched = await api.watch(job, transfer(frame, [frame.bitmap]))
          // Nobody is left to do it.
          if (signal.aborted) for (const { crop } of watched.faces) crop.close()
          return watched
        },
        true,
      ).finally(() => frame.bitmap.close()),
    stopWatching: () => running?.link.tell((api) => api.stopWatching()),
    forget: (photoId) => running?.link.tell((api) => api.forget(photoId)),
    remember: (photoId) => running?.link.tell((api) => api.remember(photoId)),
    dispose() {
      const last = running
      running = null
      listeners.clear()
      last?.link.end()
      ownModels.end()
    },
  }
}

/** Settles as the promise does, or rejects with the signal's reason first. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** iPads call themselves Macs, which have no touch screen. */
const isIos = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)

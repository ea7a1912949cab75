import { type Remote, wrap } from 'comlink'
import type { Stage } from './protocol.ts'
import { isFatal, revive } from './revive.ts'
import { createWatchdog } from './watchdog.ts'
import { type Busy, isBeat } from './worker/beat.ts'

/** What every worker of ours answers to. */
interface Cancellable {
  cancel(job: number): Promise<void>
}

/** A worker that ended with a call in it. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError'
  /**
   * @param how        `stuck`: it gave no sign of life; `broken`: it died; `ended`: the page ended it
   * @param isCulprit  whether it was this call that the worker was busy with
   * @param stage      what it was doing, where that is known
   */
  constructor(
    readonly how: 'stuck' | 'broken' | 'ended',
    readonly isCulprit: boolean,
    readonly stage: Stage | null,
    cause?: unknown,
  ) {
    super(`The worker is ${how}.`, { cause })
  }
}

/** A worker that is replaced when it hangs or dies: no call waits for it for ever. */
export interface WorkerLink<Api> {
  /**
   * Rejects with the signal's reason at once where that is aborted, with WorkerLostError where the worker ends before it
   * answers, and else as the worker does.
   */
  call<T>(signal: AbortSignal, send: (api: Remote<Api>, job: number) => Promise<T>): Promise<T>
  /** What needs no answer, and is lost with the worker. */
  tell(send: (api: Remote<Api>) => Promise<void>): void
  end(): void
}

export interface LinkOptions {
  /** Seconds without a sign of life, by what the worker is busy with, that count as stuck; before its first: `load`. */
  readonly patience: (busy: Busy) => number
  /** Told once, after all calls were rejected; not of `end`. */
  readonly onLost?: (loss: WorkerLostError) => void
}

export function createWorkerLink<Api extends Cancellable>(
  worker: Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener' | 'terminate'>,
  { patience, onLost = () => {} }: LinkOptions,
): WorkerLink<Api> {
  // Its type is Comlink's for any API; what of ours it is called for is `cancel`.
  const api = wrap<Api>(worker)
  const cancel = (job: number) => void (api as unknown as Remote<Cancellable>).cancel(job)
  const watchdog = createWatchdog(patience, () => lose('stuck'))
  const open = new Map<number, (reason: unknown) => void>()
  let lastJob = 0
  let lost: WorkerLostError | null = null

  /** @param culprit  the call that is to blame; by default the one that the worker is busy with */
  function lose(how: WorkerLostError['how'], culprit: number | null = watchdog.busy.job, cause?: unknown) {
    if (lost) return
    const { stage } = watchdog.busy
    lost = new WorkerLostError(how, false, stage, cause)
    worker.terminate()
    watchdog.end()
    for (const [job, reject] of open) reject(new WorkerLostError(how, job === culprit, stage, cause))
    open.clear()
    if (how !== 'ended') onLost(lost)
  }

  worker.addEventListener('message', ({ data }) => {
    if (isBeat(data)) watchdog.hear(data.beat)
  })
  worker.addEventListener('error', (event) => lose('broken', watchdog.busy.job, event.message))

  return {
    call(signal, send) {
      signal.throwIfAborted()
      if (lost) return Promise.reject(lost)
      const job = ++lastJob
      return new Promise((resolve, reject) => {
        const onAbort = () => {
          cancel(job)
          watchdog.hurry(job)
          reject(signal.reason)
        }
        signal.addEventListener('abort', onAbort, { once: true })
        open.set(job, reject)
        // An aborted call stays with the watchdog: until its answer comes, the worker is busy with it.
        watchdog.begin(job)
        send(api, job)
          .then(resolve, (thrown: unknown) => (isFatal(thrown) ? lose('broken', job, thrown) : reject(revive(thrown))))
          .finally(() => {
            open.delete(job)
            watchdog.done(job)
            signal.removeEventListener('abort', onAbort)
          })
      })
    },
    tell(send) {
      if (!lost) void send(api)
    },
    end: () => lose('ended', null),
  }
}

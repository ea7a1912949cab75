import type { Busy } from './worker/beat.ts'

/** Seconds between two looks. */
const interval = 1

/** The longest that one look counts, in seconds: a page that slept for hours was no witness of them. */
const longestLook = 2

/** Seconds that a worker has to leave a job that nobody waits for any more. */
const cancelPatience = 10

/** Watches a worker while something is asked of it. */
export interface Watchdog {
  /** What the worker told last. */
  readonly busy: Busy
  hear(busy: Busy): void
  /** From here until `done` the worker has to give signs of life. */
  begin(job: number): void
  /** Nobody waits for the job any more, so that it may not take long. */
  hurry(job: number): void
  done(job: number): void
  end(): void
}

/**
 * @param patience  seconds without a sign of life that are too many, by what the worker is busy with; `load` at first
 * @param onStuck   called each time that a look finds it so
 * @param every     calls a function again and again until what it returned is called
 */
export function createWatchdog(
  patience: (busy: Busy) => number,
  onStuck: () => void,
  every: (look: (elapsed: number) => void) => () => void = everySecond,
): Watchdog {
  const open = new Set<number>()
  const hurried = new Set<number>()
  let busy: Busy = { job: null, stage: 'load' }
  let silence = 0
  let stop: (() => void) | null = null

  const limit = () => {
    const usual = patience(busy)
    return busy.job !== null && hurried.has(busy.job) ? Math.min(usual, cancelPatience) : usual
  }

  function look(elapsed: number) {
    silence += Math.min(elapsed, longestLook)
    if (silence >= limit()) onStuck()
  }

  function end() {
    stop?.()
    stop = null
  }

  return {
    get busy() {
      return busy
    },
    hear(next) {
      busy = next
      silence = 0
    },
    begin(job) {
      if (open.size === 0) {
        silence = 0
        stop = every(look)
      }
      open.add(job)
    },
    hurry(job) {
      if (open.has(job)) hurried.add(job)
    },
    done(job) {
      open.delete(job)
      hurried.delete(job)
      if (open.size === 0) end()
    },
    end,
  }
}

function everySecond(look: (elapsed: number) => void): () => void {
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    look((now - last) / 1000)
    last = now
  }, interval * 1000)
  return () => clearInterval(timer)
}

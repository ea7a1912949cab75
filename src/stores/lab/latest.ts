/** Runs work for the latest input alone: what comes while one runs replaces what waits, so nothing stale queues up. */
export interface Latest<Input> {
  push(input: Input): void
  /** Drops what waits and aborts what runs. */
  stop(): void
}

/**
 * Unlike aborting at each new input, this shows results while a hand moves without pause.
 * @param work   its rejections go to `failed`, but for those after `stop`
 * @param waits  told whether something runs, or waits to
 */
export function createLatest<Input>(
  work: (input: Input, signal: AbortSignal) => Promise<void>,
  failed: (thrown: unknown) => void,
  waits: (isWaiting: boolean) => void,
): Latest<Input> {
  let waiting: { readonly input: Input } | null = null
  let running: AbortController | null = null

  async function pump() {
    if (running) return
    waits(waiting !== null)
    if (!waiting) return
    const { input } = waiting
    waiting = null
    const controller = new AbortController()
    running = controller
    try {
      await work(input, controller.signal)
    } catch (thrown) {
      if (!controller.signal.aborted) failed(thrown)
    }
    if (running === controller) running = null
    void pump()
  }

  return {
    push(input) {
      waiting = { input }
      void pump()
    },
    stop() {
      waiting = null
      running?.abort()
      running = null
      waits(false)
    },
  }
}

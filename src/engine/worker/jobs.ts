import { PlumbError } from '#domain/errors.ts'
import type { Stage, ThrownData } from '../protocol.ts'
import type { Busy } from './beat.ts'
import { createFifo } from './fifo.ts'
import { isTrap } from './trap.ts'

/** A running job, seen from inside. */
export interface Job {
  /**
   * Enters a stage, for the failure to name, and lets a cancel that has arrived take effect.
   * @throws AbortError where the job was cancelled
   */
  at(stage: Stage): Promise<void>
}

/** Jobs run one at a time, in order of arrival. What they throw crosses the worker's border as plain data. */
export interface Jobs {
  /** @throws ThrownData */
  run<T>(id: number, work: (job: Job) => Promise<T>): Promise<T>
  /** Takes effect between two steps of the job; an id that has ended, or never was, is ignored. */
  cancel(id: number): void
}

/**
 * @param breathe  waits until messages that have arrived were handled
 * @param beat     told whenever a job begins, enters a stage or ends
 */
export function createJobs(breathe: () => Promise<void>, beat: (busy: Busy) => void = () => {}): Jobs {
  const fifo = createFifo()
  const open = new Set<number>()
  const cancelled = new Set<number>()

  return {
    run(id, work) {
      open.add(id)
      return fifo(async () => {
        let current: Stage | null = null
        beat({ job: id, stage: null })
        try {
          return await work({
            async at(stage) {
              await breathe()
              if (cancelled.has(id)) throw new DOMException('The job was cancelled.', 'AbortError')
              current = stage
              beat({ job: id, stage })
            },
          })
        } catch (thrown) {
          throw thrownData(thrown, current)
        } finally {
          beat({ job: null, stage: null })
          open.delete(id)
          cancelled.delete(id)
        }
      })
    },
    cancel(id) {
      if (open.has(id)) cancelled.add(id)
    },
  }
}

export function thrownData(thrown: unknown, stage: Stage | null): ThrownData {
  if (thrown instanceof PlumbError) {
    const { name, code, message, remedy } = thrown
    return { thrown: 'plumb', name, code, message, remedy, stage, isFatal: isTrap(thrown) }
  }
  const { name, message } =
    thrown instanceof Error || thrown instanceof DOMException ? thrown : new Error(String(thrown))
  const kind = name === 'AbortError' ? 'abort' : 'unknown'
  return { thrown: kind, name, code: '', message, remedy: '', stage, isFatal: isTrap(thrown) }
}

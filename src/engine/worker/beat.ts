import type { Stage } from '../protocol.ts'

/** What a worker is busy with; `job` is null while it rests. */
export interface Busy {
  readonly job: number | null
  readonly stage: Stage | null
}

/** A worker's sign of life, sent beside Comlink's messages whenever a job begins, enters a stage or ends. */
export interface Beat {
  readonly beat: Busy
}

export const isBeat = (data: unknown): data is Beat => typeof data === 'object' && data !== null && 'beat' in data

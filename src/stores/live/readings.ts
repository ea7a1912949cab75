import type { Reading } from '#domain/live/reading.ts'
import { type LiveSession, mainTrack } from '#domain/live/session.ts'
import type { EngineInfo } from '#engine/protocol.ts'
import { modelOf, useEngine } from '../engine.ts'
import { useShown } from './live.ts'

/** What both models say of the main face; null where there is none, or no score of it yet. */
export interface MainReadings {
  readonly student: Reading | null
  readonly baseline: Reading | null
}

export function mainReadings(session: LiveSession, info: EngineInfo | null): MainReadings {
  const readings = mainTrack(session)?.readings
  const of = (role: 'student' | 'baseline') => readings?.[modelOf(info, role)?.id ?? ''] ?? null
  return { student: of('student'), baseline: of('baseline') }
}

/** The same, at a pace that can be read. */
export function useMainReadings(): MainReadings {
  const session = useShown((state) => state.session)
  const info = useEngine((state) => state.info)
  return mainReadings(session, info)
}

/** A reading as the score mark takes it. */
export const markedOf = ({ needle, stability }: Reading) => ({
  score: needle,
  spread: stability?.spread ?? null,
  worst: stability?.worst ?? null,
})

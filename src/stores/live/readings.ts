import type { Reading } from '#domain/live/reading.ts'
import { mainTrack } from '#domain/live/session.ts'
import type { Track } from '#domain/live/tracks.ts'
import type { ModelRole } from '#domain/quality/manifest.ts'
import type { EngineInfo } from '#engine/protocol.ts'
import { modelOf, useEngine } from '../engine.ts'
import { useShown } from './live.ts'

/** What both models say of a face; null where they have not scored it yet. */
export interface Readings {
  readonly student: Reading | null
  readonly baseline: Reading | null
}

/** @param track  null where there is no face */
export function readingsOf(track: Track | null, info: EngineInfo | null): Readings {
  const of = (role: ModelRole) => track?.readings[modelOf(info, role)?.id ?? ''] ?? null
  return { student: of('student'), baseline: of('baseline') }
}

/** What both models say of the main face, at a pace that can be read. */
export function useMainReadings(): Readings {
  const session = useShown((state) => state.session)
  const info = useEngine((state) => state.info)
  return readingsOf(mainTrack(session), info)
}

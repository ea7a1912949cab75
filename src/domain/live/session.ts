import { interEyeDistance } from '../alignment/inter-eye-distance.ts'
import type { LiveFrame } from './frame.ts'
import { hintOf, type ShownHint, showHint } from './hints.ts'
import { follow, type Track } from './tracks.ts'

/** What is known after the frames so far: plain values, never more than 30 s of them. */
export interface LiveSession {
  /** Of the first and the newest frame; null before the first. */
  readonly began: number | null
  readonly time: number | null
  /** Faces that are seen, or were a moment ago, by id. */
  readonly tracks: readonly Track[]
  /** Id of the face that the page is about; null where there is none. */
  readonly main: number | null
  /** Null before the first frame. */
  readonly hint: ShownHint | null
  /** Scores of reference crops a second, of all faces together, over the last 2 s, by model id. */
  readonly rates: Readonly<Record<string, number>>
  readonly nextId: number
}

export const emptySession: LiveSession = {
  began: null,
  time: null,
  tracks: [],
  main: null,
  hint: null,
  rates: {},
  nextId: 1,
}

/** The session after one more frame, which is newer than the last. */
export function observe(session: LiveSession, frame: LiveFrame): LiveSession {
  const { time } = frame
  const tracks = follow(session.tracks, frame, session.nextId)
  const main = mainOf(session.main, tracks)
  const seen = tracks.filter(({ lastSeen }) => lastSeen === time)
  const hint = hintOf({ frame, main, tracks: seen })
  const began = session.began ?? time
  return {
    began,
    time,
    tracks,
    main: main?.id ?? null,
    hint: showHint(session.hint, hint, time),
    rates: ratesOf(tracks, time, began),
    nextId: Math.max(session.nextId, 1 + (tracks.at(-1)?.id ?? 0)),
  }
}

/** The face that the page is about; null where there is none. */
export const mainTrack = ({ tracks, main }: LiveSession): Track | null => tracks.find(({ id }) => id === main) ?? null

/** By how much another face must be larger to become the main one. */
const clearlyLarger = 1.25

function mainOf(id: number | null, tracks: readonly Track[]): Track | null {
  const size = ({ face }: Track) => interEyeDistance(face.landmarks)
  const largest = tracks.toSorted((a, b) => size(b) - size(a))[0]
  const main = tracks.find((track) => track.id === id)
  return main && largest && size(largest) < clearlyLarger * size(main) ? main : (largest ?? null)
}

const rateWindow = 2000

function ratesOf(tracks: readonly Track[], time: number, began: number): LiveSession['rates'] {
  const span = Math.min(rateWindow, time - began)
  const counts: Record<string, number> = {}
  for (const { readings } of tracks)
    for (const [model, { trace }] of Object.entries(readings))
      counts[model] = (counts[model] ?? 0) + trace.filter((point) => point.time > time - span).length
  return Object.fromEntries(Object.entries(counts).map(([model, n]) => [model, span > 0 ? (1000 * n) / span : 0]))
}

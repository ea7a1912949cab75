import { interEyeDistance } from '../alignment/inter-eye-distance.ts'
import type { LiveFrame } from './frame.ts'
import { type ShownHint, showHint } from './hints/shown-hint.ts'
import { follow, type Track } from './tracks.ts'

/** What is known after the frames so far: plain values, never of more than the last 30 s. Times are the frames'. */
export interface LiveSession {
  /** Of the first frame; null before it. */
  readonly began: number | null
  /** Of the newest frame; null before the first. */
  readonly time: number | null
  /** Faces that are seen, or were a moment ago, by id. */
  readonly tracks: readonly Track[]
  /** Id of the face that the page is about; null where there is none. */
  readonly main: number | null
  /** Whether a person chose it; then it stays as long as it is there. */
  readonly isChosen: boolean
  /** Null before the first frame. */
  readonly hint: ShownHint | null
  /** Scores of reference crops a second, of all faces together, over the last 2 s, by model id. */
  readonly rates: Readonly<Record<string, number>>
  /** What the next new face is called. */
  readonly nextId: number
}

export const emptySession: LiveSession = {
  began: null,
  time: null,
  tracks: [],
  main: null,
  isChosen: false,
  hint: null,
  rates: {},
  nextId: 1,
}

/** The session after one more frame, which is newer than the last. */
export function observe(session: LiveSession, frame: LiveFrame): LiveSession {
  const { time } = frame
  const began = session.began ?? time
  const tracks = follow(session.tracks, frame, session.nextId)
  const main = nextMain(session, tracks)
  const seen = tracks.filter(({ lastSeen }) => lastSeen === time)
  return {
    began,
    time,
    tracks,
    main: main?.id ?? null,
    isChosen: session.isChosen && main?.id === session.main,
    hint: showHint(session.hint, { frame, main, seen }, time),
    rates: ratesOf(tracks, time, began),
    nextId: session.nextId + tracks.filter(({ id }) => id >= session.nextId).length,
  }
}

/** The session about another of its faces, for as long as that is there. */
export const chooseMain = (session: LiveSession, id: number): LiveSession => ({ ...session, main: id, isChosen: true })

/** The face that the page is about; null where there is none. */
export const mainTrack = ({ tracks, main }: LiveSession): Track | null => tracks.find(({ id }) => id === main) ?? null

/** By how much another face must be larger to become the main one. */
const clearlyLarger = 1.25

/** The largest; it stays until another is clearly larger, or it is gone. */
function nextMain({ main, isChosen }: LiveSession, tracks: readonly Track[]): Track | null {
  const size = ({ face }: Track) => interEyeDistance(face.landmarks)
  const present = tracks.find(({ id }) => id === main)
  const largest = tracks.toSorted((a, b) => size(b) - size(a))[0] ?? null
  if (!present || !largest) return largest
  return isChosen || size(largest) < clearlyLarger * size(present) ? present : largest
}

/** How far back the rates look, ms. */
const rateWindow = 2000

function ratesOf(tracks: readonly Track[], time: number, began: number): LiveSession['rates'] {
  const span = Math.min(rateWindow, time - began)
  const counts = new Map<string, number>()
  for (const { readings } of tracks)
    for (const [model, { trace }] of Object.entries(readings))
      counts.set(model, (counts.get(model) ?? 0) + trace.filter((point) => point.time > time - span).length)
  return Object.fromEntries([...counts].map(([model, count]) => [model, span > 0 ? (1000 * count) / span : 0]))
}

import { type Face, listOf } from '../alignment/face.ts'
import { interEyeDistance } from '../alignment/inter-eye-distance.ts'
import type { Facts } from '../explain/facts.ts'
import { distance, type Point, point } from '../geometry/point.ts'
import type { LiveFace, LiveFrame } from './frame.ts'
import { type Reading, read } from './reading.ts'

/** A face that is followed from frame to frame. Times are the frames'. */
export interface Track {
  /** From 1, counted up, never given twice in a session. */
  readonly id: number
  readonly firstSeen: number
  /** Before the newest frame's time where that frame lacks the face. */
  readonly lastSeen: number
  readonly face: Face
  readonly facts: Facts
  /** By model id. */
  readonly readings: Readonly<Record<string, Reading>>
  /** Where the five points were of late, oldest first. */
  readonly path: readonly PathPoint[]
}

interface PathPoint {
  readonly time: number
  readonly landmarks: Face['landmarks']
}

/** How long a face that is not seen is remembered, ms. */
const memory = 700
/** How long a path goes back, ms. */
const pathLength = 300
/** A face that is further than this from where it is expected, in widths of the face, is another one. */
const reach = 0.8

/**
 * The tracks after one more frame, by id. The nearest pairs of track and face go together; the order of the frame's
 * faces plays no part.
 * @param nextId  of the first new face
 */
export function follow(tracks: readonly Track[], frame: LiveFrame, nextId: number): readonly Track[] {
  const { time, faces } = frame
  const faceOf = pair(tracks, frame)
  const old = tracks
    .map((track) => advance(track, time, faceOf.get(track) ?? null))
    .filter(({ lastSeen }) => lastSeen >= time - memory)
  const taken = new Set(faceOf.values())
  const fresh = faces.filter((face) => !taken.has(face)).toSorted((a, b) => a.face.box.x - b.face.box.x)
  return [...old, ...fresh.map((seen, i) => advance(newTrack(nextId + i, time, seen), time, seen))]
}

const newTrack = (id: number, time: number, { face, facts }: LiveFace): Track => ({
  id,
  firstSeen: time,
  lastSeen: time,
  face,
  facts,
  readings: {},
  path: [],
})

function advance(track: Track, time: number, seen: LiveFace | null): Track {
  const path = track.path.filter((step) => step.time >= time - pathLength)
  const readings = readAll(track.readings, time, seen)
  if (!seen) return { ...track, readings, path }
  const { face, facts } = seen
  return { ...track, lastSeen: time, face, facts, readings, path: [...path, { time, landmarks: face.landmarks }] }
}

function readAll(readings: Track['readings'], time: number, seen: LiveFace | null): Track['readings'] {
  const models = new Set([...Object.keys(readings), ...Object.keys(seen?.scores ?? {})])
  return Object.fromEntries(
    [...models].flatMap((model) => {
      const reading = read(readings[model] ?? null, time, seen && measuredOf(seen, model))
      return reading ? [[model, reading]] : []
    }),
  )
}

function measuredOf({ scores, shaken }: LiveFace, model: string) {
  const reference = scores[model]
  if (!reference) return null
  const crop = shaken?.scores[model]
  return { score: reference.score, shaken: shaken && crop ? { index: shaken.index, score: crop.score } : null }
}

function pair(tracks: readonly Track[], { time, faces }: LiveFrame): ReadonlyMap<Track, LiveFace> {
  const pairs = tracks
    .flatMap((track) => faces.map((seen) => ({ track, seen, gap: gapOf(track, seen.face, time) })))
    .filter(({ gap }) => gap <= reach)
    .toSorted((a, b) => a.gap - b.gap)
  const found = new Map<Track, LiveFace>()
  const taken = new Set<LiveFace>()
  for (const { track, seen } of pairs) {
    if (found.has(track) || taken.has(seen)) continue
    found.set(track, seen)
    taken.add(seen)
  }
  return found
}

/** How far a face is from where a track's would be if it moved on as it did, in widths of the larger of the two. */
function gapOf(track: Track, face: Face, time: number): number {
  return distance(expected(track, time), centreOf(face)) / Math.max(track.face.box.width, face.box.width)
}

function expected({ face, path }: Track, time: number): Point<'source'> {
  const first = path[0]
  const last = path.at(-1)
  const centre = centreOf(face)
  if (!first || !last || last.time === first.time) return centre
  const ahead = (time - last.time) / (last.time - first.time)
  const from = middleOf(first.landmarks)
  const to = middleOf(last.landmarks)
  return point(centre.x + ahead * (to.x - from.x), centre.y + ahead * (to.y - from.y))
}

const centreOf = ({ box }: Face) => point<'source'>(box.x + box.width / 2, box.y + box.height / 2)

function middleOf(landmarks: Face['landmarks']): Point<'source'> {
  const points = listOf(landmarks)
  const mean = (of: (p: Point<'source'>) => number) => points.reduce((sum, p) => sum + of(p), 0) / points.length
  return point(
    mean((p) => p.x),
    mean((p) => p.y),
  )
}

/**
 * How fast the five points move, over the last 0.3 s and on average, in inter-eye distances a second.
 * @returns null where the face was seen too briefly to tell
 */
export function motionOf({ path, face }: Track): number | null {
  const first = path[0]
  const last = path.at(-1)
  if (!first || !last || last.time - first.time < 90) return null
  const from = listOf(first.landmarks)
  const moved = listOf(last.landmarks).reduce((sum, p, i) => sum + distance(p, from[i]!), 0) / from.length
  return (moved / interEyeDistance(face.landmarks) / (last.time - first.time)) * 1000
}

import type { Face } from '../alignment/face.ts'
import type { Facts } from '../explain/facts.ts'
import { distance } from '../geometry/point.ts'
import type { LiveFace, LiveFrame } from './frame.ts'
import { centreOf, expectedAt, type Path, walk } from './motion.ts'
import { nearestPairs } from './pairs.ts'
import { type Measured, type Reading, read } from './reading.ts'

/** A face that is followed from frame to frame. Times are the frames'. */
export interface Track {
  /** From 1, counted up, never given twice in a session. */
  readonly id: number
  /** Before the newest frame's time where that frame lacks the face. */
  readonly lastSeen: number
  readonly face: Face
  readonly facts: Facts
  readonly path: Path
  /** By model id. */
  readonly readings: Readonly<Record<string, Reading>>
}

/** How long a face that the frames lack is remembered, ms; a time without frames does not count. */
const memory = 700
/** A face further than this from where one is expected, in widths of the larger of the two, is another one. */
const reach = 1

/**
 * The tracks after one more frame, by id. New faces are numbered from left to right, so the order of the frame's faces
 * plays no part.
 * @param nextId  of the first new face
 */
export function follow(tracks: readonly Track[], { time, faces }: LiveFrame, nextId: number): readonly Track[] {
  const found = nearestPairs(tracks, faces, (track, seen) => gapOf(track, seen.face, time), reach)
  const old = tracks.flatMap((track) => {
    const seen = found.get(track)
    if (seen) return see(track, time, seen)
    return track.lastSeen >= time - memory ? { ...track, readings: readAll(track.readings, time, null) } : []
  })
  const known = new Set(found.values())
  const fresh = faces.filter((seen) => !known.has(seen)).toSorted((a, b) => a.face.box.x - b.face.box.x)
  return [...old, ...fresh.map((seen, i) => see({ id: nextId + i, path: [], readings: {} }, time, seen))]
}

const gapOf = ({ face, path }: Track, seen: Face, time: number) =>
  distance(expectedAt(path, time), centreOf(seen)) / Math.max(face.box.width, seen.box.width)

const see = ({ id, path, readings }: Pick<Track, 'id' | 'path' | 'readings'>, time: number, seen: LiveFace): Track => ({
  id,
  lastSeen: time,
  face: seen.face,
  facts: seen.facts,
  path: walk(path, time, seen.face),
  readings: readAll(readings, time, seen),
})

function readAll(readings: Track['readings'], time: number, seen: LiveFace | null): Track['readings'] {
  const models = new Set([...Object.keys(readings), ...Object.keys(seen?.scores ?? {})])
  return Object.fromEntries(
    [...models].flatMap((model) => {
      const reading = read(readings[model] ?? null, time, seen && measuredOf(seen, model))
      return reading ? [[model, reading]] : []
    }),
  )
}

function measuredOf({ scores, shaken }: LiveFace, model: string): Measured | null {
  const reference = scores[model]
  if (!reference) return null
  const crop = shaken?.scores[model]
  return { score: reference.score, shaken: shaken && crop ? { index: shaken.index, score: crop.score } : null }
}

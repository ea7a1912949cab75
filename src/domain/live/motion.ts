import { type Face, listOf } from '../alignment/face.ts'
import { interEyeDistance } from '../alignment/inter-eye-distance.ts'
import { distance, type Point, point } from '../geometry/point.ts'

/** Where a face was of late, oldest first. */
export type Path = readonly Step[]

interface Step {
  /** Of its frame, ms. */
  readonly time: number
  readonly face: Pick<Face, 'box' | 'landmarks'>
}

/** How long a path goes back, ms. */
const pathLength = 500
/** Motion is measured over this time at least, ms: over less, what it finds is the landmarks' own noise. */
const leastTime = 100
/** Nobody can tell where a face is that has not been seen for longer, ms. */
const farthestAhead = 300

/** The path with one more step, and without those of long ago. */
export const walk = (path: Path, time: number, { box, landmarks }: Face): Path => [
  ...path.filter((step) => step.time >= time - pathLength),
  { time, face: { box, landmarks } },
]

/** The last step and the one before it that motion is measured from; null where the path is too short. */
function stride(path: Path): { readonly from: Step; readonly to: Step } | null {
  const to = path.at(-1)
  const from = to && path.findLast(({ time }) => time <= to.time - leastTime)
  return from ? { from, to } : null
}

/**
 * How fast the face moves: of its five points on average, in inter-eye distances a second, so that the frame rate plays
 * no part.
 * @returns ≥ 0; null where the face was not seen for long enough to tell
 */
export function speedOf(path: Path): number | null {
  const steps = stride(path)
  if (!steps) return null
  const { from, to } = steps
  const points = listOf(to.face.landmarks)
  const before = listOf(from.face.landmarks)
  const moved = points.reduce((sum, p, i) => sum + distance(p, before[i]!), 0) / points.length
  return moved / interEyeDistance(to.face.landmarks) / ((to.time - from.time) / 1000)
}

/**
 * Where the middle of the face is to be expected if it moves on as it did.
 * @throws RangeError where the path has no step
 */
export function expectedAt(path: Path, time: number): Point<'source'> {
  const last = path.at(-1)
  if (!last) throw new RangeError('An empty path leads nowhere.')
  const end = centreOf(last.face)
  const steps = stride(path)
  if (!steps) return end
  const { from, to } = steps
  const start = centreOf(from.face)
  const ahead = Math.min(time - to.time, farthestAhead) / (to.time - from.time)
  return point(end.x + ahead * (end.x - start.x), end.y + ahead * (end.y - start.y))
}

export const centreOf = ({ box }: Pick<Face, 'box'>) => point<'source'>(box.x + box.width / 2, box.y + box.height / 2)

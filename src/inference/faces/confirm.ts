import { type FivePoints, listOf } from '#domain/alignment/face.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { fivePointsOfKeypoints, fivePointsOfMesh } from '#domain/alignment/mesh.ts'
import { arePlausible } from '#domain/alignment/plausibility.ts'
import { type Box, box, distance, type Point } from '#domain/geometry/point.ts'
import { type Detect, type Detection, isSameFace, likeliestFirst, namedKeypoints, overlapOf } from './detection.ts'
import { nearestMesh } from './nearest-mesh.ts'
import { around, type PhotoSize, type Turn, turned, type View } from './view.ts'

/** A detection that a closer look found to be a face. */
export interface ConfirmedFace {
  /** With the confidence of the closer look. */
  readonly detection: Detection
  /** FaceLandmarker's points; null where it found nothing. */
  readonly mesh: readonly Point<'working'>[] | null
  readonly landmarks: FivePoints<'working'>
  /** Whether the landmarks are implausible, whichever way up the face is looked at. */
  readonly isDoubtful: boolean
  /** Quarter turns, clockwise, of the photo in which it was seen best. */
  readonly turn: Turn
}

/** FaceLandmarker's points of each face in a view. */
export type Landmark = (view: View) => Promise<readonly (readonly Point<'working'>[])[]>

/** How much larger than the face's box the view of a closer look is. */
const lookMargin = 2
/** As much for FaceLandmarker. */
const landmarkMargin = 2
/** Confidence of the closer look from which nothing else need be tried. */
const sure = 0.86
/** Confidence from which a closer look confirms a face; docs/finding.md has the curve. */
const confirmed = 0.75
/** Confidence from which it does so where FaceLandmarker finds nothing. */
const alone = 0.85

/** Confidence from which a face counts that the photo's edge may cut, and on which FaceLandmarker finds a plausible mesh. */
const confirmedAtEdge = 0.65
/** Shared area over joint area of mesh and box below which the mesh is of something else: 0.47 is where 99% of faces lie above. */
const leastOverlap = 0.3
/** How near to the photo's edge a box may be cut by it, as a share of the box's width. */
const edgeMargin = 0.05

/**
 * Looks closer at a detection: the short range, and FaceLandmarker, on the face's own view. A face that is not seen well
 * enough, or with implausible landmarks, is looked at from the other three sides too, and the best counts. Less is asked of
 * a face that the photo's edge may cut, since less of it is there to be seen.
 * @param turn  of the view in which it was detected
 * @returns     null where there is no face
 */
export async function confirmFace(
  photo: PhotoSize,
  proposal: Detection,
  turn: Turn,
  detect: Detect,
  landmark: Landmark,
): Promise<ConfirmedFace | null> {
  const isCut = mayBeCut(proposal, photo)
  const least = isCut ? confirmedAtEdge : confirmed
  const faces: ConfirmedFace[] = []
  for (const each of turnsFrom(turn)) {
    const looks = await detect('short', turned(around(proposal.box, lookMargin), each))
    const same = looks.filter(({ box }) => isSameFace(box, proposal.box))
    const seen = (isCut && each === turn ? [...same, proposal] : same).toSorted(likeliestFirst)[0]
    if (!seen || seen.confidence < least) continue
    // The first detection's box is finer than the one of a view that is turned otherwise.
    const detection = each === turn ? { ...proposal, confidence: seen.confidence } : seen
    const nearest = nearestMesh(await landmark(turned(around(detection.box, landmarkMargin), each)), detection.box)
    const mesh = nearest && overlapOf(boxAround(nearest), detection.box) >= leastOverlap ? nearest : null
    if (!mesh && seen.confidence < alone) continue
    const witness = namedKeypoints(seen.keypoints)
    const landmarks = mesh ? fivePointsOfMesh(mesh) : fivePointsOfKeypoints(witness)
    const isDoubtful = !arePlausible(landmarks, mesh && witness)
    const isWeak = seen.confidence < confirmed
    if (isWeak && (isDoubtful || each !== turn || !isUpright(landmarks, each))) continue
    const face = { detection, mesh, landmarks, isDoubtful, turn: each }
    if (!isDoubtful && seen.confidence >= sure) return face
    faces.push(face)
  }
  return faces.toSorted(bestFirst)[0] ?? null
}

/** Whether eyes are about level in a view that is turned so. */
function isUpright({ rightEye, leftEye }: FivePoints<'working'>, turn: Turn): boolean {
  const roll = Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x) + (turn * Math.PI) / 2
  return Math.cos(roll) >= 0.5
}

function boxAround(points: readonly Point<'working'>[]): Box<'working'> {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return box(left, top, Math.max(...xs) - left, Math.max(...ys) - top)
}

/** Whether the photo's edge may cut a face. */
function mayBeCut({ box: { x, y, width, height } }: Detection, photo: PhotoSize): boolean {
  const margin = edgeMargin * width
  return x < margin || y < margin || x + width > photo.width - margin || y + height > photo.height - margin
}

const turnsFrom = (turn: Turn): readonly Turn[] => [0, 1, 2, 3].map((more) => ((turn + more) % 4) as Turn)

const bestFirst = (one: ConfirmedFace, other: ConfirmedFace) =>
  Number(one.isDoubtful) - Number(other.isDoubtful) || likeliestFirst(one.detection, other.detection)

/** Mean distance between the landmarks of two faces, in inter-eye distances, up to which they are of one head. */
const sameHead = 0.35

/** Whether two faces are one that was found twice: their boxes may differ though their landmarks do not. */
export function isSameHead(one: ConfirmedFace, other: ConfirmedFace): boolean {
  if (isSameFace(one.detection.box, other.detection.box)) return true
  const [points, others] = [listOf(one.landmarks), listOf(other.landmarks)]
  const apart = points.reduce((sum, each, i) => sum + distance(each, others[i]!), 0) / points.length
  return apart <= sameHead * Math.max(interEyeDistance(one.landmarks), interEyeDistance(other.landmarks))
}

import type { Box, Point } from '#domain/geometry/point.ts'
import type { PhotoSize, View } from './view.ts'

/** A face as a detector reports it. */
export interface Detection {
  readonly box: Box<'working'>
  /** Right eye, left eye, nose tip, mouth centre, right tragion, left tragion. */
  readonly keypoints: readonly Point<'working'>[]
  /** ∈ [0, 1]. */
  readonly confidence: number
}

/** A detection that is likely enough to be looked at further. */
export interface Candidate extends Detection {
  /** Likely enough to count as a face even where FaceLandmarker finds none there. */
  readonly standsAlone: boolean
}

/** Shared area over joint area from which two boxes are one face. */
const mostOverlap = 0.3
/** Share of the smaller box inside the larger one from which two boxes are one face: a part of a face seen as one. */
const mostContained = 0.6

/** One candidate a face: of those that overlap, the best. */
export function mergeDuplicates(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept: Candidate[] = []
  for (const candidate of candidates.toSorted(bestFirst)) {
    if (!kept.some((other) => isSameFace(candidate.box, other.box))) kept.push(candidate)
  }
  return kept
}

/** Equally confident ones by size and then by place, so that the order in which they were found never decides. */
const bestFirst = (one: Candidate, other: Candidate) =>
  Number(other.standsAlone) - Number(one.standsAlone) ||
  other.confidence - one.confidence ||
  other.box.width * other.box.height - one.box.width * one.box.height ||
  one.box.x - other.box.x ||
  one.box.y - other.box.y ||
  one.box.width - other.box.width

function isSameFace(one: Box<'working'>, other: Box<'working'>): boolean {
  const shared =
    sharedLength(one.x, one.width, other.x, other.width) * sharedLength(one.y, one.height, other.y, other.height)
  const areas = [one.width * one.height, other.width * other.height]
  return shared > mostContained * Math.min(...areas) || shared > mostOverlap * (areas[0]! + areas[1]! - shared)
}

const sharedLength = (start: number, length: number, otherStart: number, otherLength: number) =>
  Math.max(0, Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart))

/** How near to a tile's edge a box counts as cut by it, as a fraction of the tile's side. */
const edgeMargin = 0.02

/** Whether the tile shows a part of the face only, while the photo goes on beyond the tile's edge. */
export function isCut({ box }: Detection, { centre, side }: View, photo: PhotoSize): boolean {
  const reach = side * (0.5 - edgeMargin)
  const cutAlong = (start: number, length: number, middle: number, end: number) => {
    const [first, last] = [middle - side / 2, middle + side / 2]
    return (first > 0 && start < middle - reach) || (last < end - 1 && start + length > middle + reach)
  }
  return cutAlong(box.x, box.width, centre.x, photo.width) || cutAlong(box.y, box.height, centre.y, photo.height)
}

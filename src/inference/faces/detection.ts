import type { DetectorKeypoints } from '#domain/alignment/face.ts'
import type { Box, Point, Space } from '#domain/geometry/point.ts'
import type { PhotoSize, View } from './view.ts'

/** A face as a detector reports it. */
export interface Detection {
  readonly box: Box<'working'>
  /** Right eye, left eye, nose tip, mouth centre, right tragion, left tragion. */
  readonly keypoints: readonly Point<'working'>[]
  /** ∈ [0, 1]. */
  readonly confidence: number
}

/** `full` finds faces of a tenth of the view and more, `short` those that fill much of it. */
export type DetectorRange = 'full' | 'short'

export type Detect = (range: DetectorRange, view: View) => Promise<readonly Detection[]>

/** A detection's keypoints, which come in this order. */
export function namedKeypoints<S extends Space>(points: readonly Point<S>[]): DetectorKeypoints<S> {
  const [rightEye, leftEye, noseTip, mouthCentre, rightTragion, leftTragion] = points
  return {
    rightEye: rightEye!,
    leftEye: leftEye!,
    noseTip: noseTip!,
    mouthCentre: mouthCentre!,
    rightTragion: rightTragion!,
    leftTragion: leftTragion!,
  }
}

/** Shared area over joint area from which two boxes are one face. */
const mostOverlap = 0.3
/** Share of the smaller box inside the larger one from which two boxes are one face: a part of a face seen as one. */
const mostContained = 0.6
/** Shared area over joint area from which a closer look at two boxes shows the same. */
const sameView = 0.6

/** Equally confident ones by size and then by place, so that the order in which they were found never decides. */
export const likeliestFirst = (one: Detection, other: Detection) =>
  other.confidence - one.confidence ||
  other.box.width * other.box.height - one.box.width * one.box.height ||
  one.box.x - other.box.x ||
  one.box.y - other.box.y ||
  one.box.width - other.box.width

/** Whether two boxes are of one face. */
export function isSameFace(one: Box<'working'>, other: Box<'working'>): boolean {
  const shared = sharedArea(one, other)
  return shared > mostContained * Math.min(areaOf(one), areaOf(other)) || overlapOf(one, other) > mostOverlap
}

/** Whether one need not look at the other box when one looked at the one. */
export const isSameView = (one: Box<'working'>, other: Box<'working'>) => overlapOf(one, other) > sameView

/** Shared area over joint area, ∈ [0, 1]. */
export function overlapOf(one: Box<'working'>, other: Box<'working'>): number {
  const shared = sharedArea(one, other)
  return shared / (areaOf(one) + areaOf(other) - shared)
}

const areaOf = ({ width, height }: Box<'working'>) => width * height

const sharedArea = (one: Box<'working'>, other: Box<'working'>) =>
  sharedLength(one.x, one.width, other.x, other.width) * sharedLength(one.y, one.height, other.y, other.height)

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

import type { Face, FivePoints } from '#domain/alignment/face.ts'
import { fivePointNames } from '#domain/alignment/face.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { distance } from '#domain/geometry/point.ts'
import type { Marks } from '../face-set.ts'

/** The face that counts on a picture of which nothing is known; null where there is none. */
export const largestFace = (faces: readonly Face[]): Face | null =>
  faces.reduce<Face | null>((largest, face) => (largest && areaOf(largest) >= areaOf(face) ? largest : face), null)

const areaOf = ({ box }: Face) => box.width * box.height

/** Where the face that counts is. */
export const marksOf = ({ landmarks, box, confidence }: Face): Marks => ({ landmarks, box, confidence })

/**
 * Of the faces found, the one that the set means: another person in the picture may have a larger face.
 * @returns  null where none lies within half of the distance between the eyes
 */
export function sameFace(faces: readonly Face[], { landmarks }: Pick<Marks, 'landmarks'>): Face | null {
  const reach = interEyeDistance(landmarks) / 2
  const near = faces.map((face) => ({ face, away: meanDistance(face.landmarks, landmarks) }))
  return near.filter(({ away }) => away <= reach).sort((one, other) => one.away - other.away)[0]?.face ?? null
}

const meanDistance = (one: FivePoints, other: FivePoints) =>
  fivePointNames.reduce((sum, name) => sum + distance(one[name], other[name]), 0) / fivePointNames.length

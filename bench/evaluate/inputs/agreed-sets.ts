import { fivePointNames } from '#domain/alignment/face.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { distance } from '#domain/geometry/point.ts'
import type { EvaluatedSet, SetImage } from './face-set.ts'
import { type FindFaces, foundFaceOf } from './open-sets.ts'
import { withImages } from './with-images.ts'

/** Mean distance of the five points, as a share of the inter-eye distance, up to which two finders agree. */
const within = 0.1

/**
 * To each set without degraded images, the same without the faces on which the set's landmarks and MediaPipe's disagree: a
 * recogniser that errs on those may err because of where they were cut. None of a set whose landmarks are MediaPipe's, or of
 * which no genuine or no impostor comparison is left. The images stay those of the whole set, also by name: scores of that are scores of these.
 * @param findFaces  asked about all images of these sets
 */
export async function agreedSets(
  sets: readonly EvaluatedSet[],
  findFaces: FindFaces,
): Promise<readonly EvaluatedSet[]> {
  const clean = sets.filter(({ images }) => images.every(({ degradation }) => degradation === null))
  if (clean.length === 0) return []
  const found = await findFaces(clean.flatMap(({ images }) => images))
  return clean.flatMap((set) => {
    const apart = new Map(set.images.map((image) => [image, distanceTo(image, foundFaceOf(image, found))]))
    if ([...apart.values()].every((share) => share === 0)) return []
    const agreed = withImages(set, (image) => (apart.get(image) ?? Number.POSITIVE_INFINITY) <= within)
    if (!isComparable(agreed)) return []
    const unfound = [...apart.values()].filter((share) => share === null).length
    const left = set.images.length - agreed.images.length
    return [
      {
        ...agreed,
        id: `${set.id}-agreed`,
        label: `${set.label}, landmarks agreed`,
        describe: `${set.describe} Left out are ${left} faces on which the set’s landmarks and MediaPipe’s lie further apart than ${100 * within}% of the inter-eye distance, or where MediaPipe finds none (${unfound}).`,
        agreed: { of: set.id, within, apart: left - unfound, unfound },
      },
    ]
  })
}

const isComparable = ({ comparisons: { isGenuine } }: EvaluatedSet) => isGenuine.includes(1) && isGenuine.includes(0)

/** Null where MediaPipe found no such face. */
function distanceTo({ landmarks }: SetImage, face: ReturnType<typeof foundFaceOf>): number | null {
  if (!face) return null
  const sum = fivePointNames.reduce((total, name) => total + distance(landmarks[name], face.landmarks[name]), 0)
  return sum / fivePointNames.length / interEyeDistance(landmarks)
}

import { type Face, type FivePoints, fivePointNames } from '#domain/alignment/face.ts'
import { alignedBox } from '#domain/alignment/procedures/face-box.ts'
import { landmarker5pt } from '#domain/alignment/procedures/onto-template.ts'
import { box, type Point } from '#domain/geometry/point.ts'
import { apply, invert, scaleOf } from '#domain/geometry/similarity.ts'

/**
 * A face out of five points that a person set, in template order; its box is where the detector's would lie.
 * @returns null as long as there are fewer than five
 * @throws DegeneratePointsError where they lie on one spot
 */
export function markedFace(points: readonly Point<'source'>[], photo: Face['photo']): Face | null {
  if (points.length < fivePointNames.length) return null
  const landmarks = Object.fromEntries(
    fivePointNames.map((name, index) => [name, points[index]]),
  ) as unknown as FivePoints
  const toSource = invert(landmarker5pt.align(landmarks, photo))
  const centre = apply(toSource, alignedBox.centre)
  const side = alignedBox.side * scaleOf(toSource)
  return {
    photo: { width: photo.width, height: photo.height },
    box: box(centre.x - side / 2, centre.y - side / 2, side, side),
    confidence: 1,
    source: 'manual',
    landmarks,
    keypoints: null,
    mesh: null,
  }
}

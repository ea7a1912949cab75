import type { Face } from '#domain/alignment/face.ts'
import { fivePointsOfMesh, toMesh } from '#domain/alignment/mesh.ts'
import { type Box, box, type Point } from '#domain/geometry/point.ts'
import type { PhotoSize } from '../view.ts'

/** Side of the detector's box, a square, as a share of the mesh's longer side: median of 195 faces of LFW. */
const boxShare = 0.96

/**
 * A face of which FaceLandmarker's points are all that is known: its box lies where the detector's would lie, and its
 * confidence is 1.
 * @param frame  size of the frame in source pixels
 * @throws RangeError where the mesh has fewer than 468 points
 */
export const faceOfMesh = (frame: PhotoSize, mesh: readonly Point<'source'>[]): Face => ({
  photo: frame,
  box: boxOfMesh(mesh),
  confidence: 1,
  source: 'landmarker',
  landmarks: fivePointsOfMesh(mesh),
  keypoints: null,
  mesh: toMesh(mesh),
})

function boxOfMesh(mesh: readonly Point<'source'>[]): Box<'source'> {
  const x = rangeOf(mesh.map((each) => each.x))
  const y = rangeOf(mesh.map((each) => each.y))
  const side = boxShare * Math.max(x.length, y.length)
  return box(x.middle - side / 2, y.middle - side / 2, side, side)
}

function rangeOf(values: readonly number[]) {
  const low = Math.min(...values)
  const high = Math.max(...values)
  return { middle: (low + high) / 2, length: high - low }
}

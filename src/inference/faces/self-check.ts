import type { Face, FivePoints } from '#domain/alignment/face.ts'
import { type Point, point } from '#domain/geometry/point.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import type { SearchedPhoto } from './face-finder.ts'
import knownFaceUrl from './known-face.jpg?inline'

/** Part of scikit-image's astronaut (NASA, public domain): the 190 px square at (131, 27), 128 px wide. */
const crop = { x: 131, y: 27, scale: 128 / 190 }

const inCrop = (x: number, y: number) => point<'source'>((x - crop.x) * crop.scale, (y - crop.y) * crop.scale)

/** Where MediaPipe's own face_landmarker.task sees the points in the whole photo. */
const expected: FivePoints = {
  rightEye: inCrop(203, 101.3),
  leftEye: inCrop(246.3, 103.4),
  noseTip: inCrop(223.4, 131.1),
  mouthRight: inCrop(201.9, 139.1),
  mouthLeft: inCrop(245, 140.8),
}

/** Farthest that a point may be off, as a share of the distance between the eyes. */
const tolerance = 0.1

/** The known face, decoded. It is part of this script, since a page's policy may forbid to fetch data addresses. */
export async function knownPhoto(): Promise<SearchedPhoto> {
  const bytes = Uint8Array.from(atob(knownFaceUrl.slice(knownFaceUrl.indexOf(',') + 1)), (char) => char.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const { data } = context.getImageData(0, 0, width, height)
  return { raster: { width, height, channels: 4, data }, toSource: similarity(1, 0, 0, 0), width, height }
}

/**
 * What is wrong with the faces that were found on the known photo, or null: a model that was built wrongly, or that a
 * browser computes wrongly, loads without complaint and answers nonsense.
 */
export function faultOf(faces: readonly Face[]): string | null {
  const [face] = faces
  if (faces.length !== 1 || !face) return `it found ${faces.length} faces where there is 1`
  if (face.source !== 'landmarker') return 'it found no landmarks'
  const eyes = distance(expected.rightEye, expected.leftEye)
  const error = Math.max(...names.map((name) => distance(face.landmarks[name], expected[name]))) / eyes
  // Written so that NaN is a fault too.
  return error <= tolerance ? null : `a landmark is off by ${Math.round(100 * error)}% of the distance between the eyes`
}

const names = Object.keys(expected) as (keyof FivePoints)[]

const distance = (one: Point<'source'>, other: Point<'source'>) => Math.hypot(one.x - other.x, one.y - other.y)

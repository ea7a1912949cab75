import { expect, it } from 'vitest'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import type { Face } from '#domain/alignment/face.ts'
import { moveLandmarks } from '#domain/alignment/move-landmarks.ts'
import { box } from '#domain/geometry/point.ts'
import { largestFace, sameFace } from './chosen-face.ts'

/** The face as another detector sees it, every landmark so many inter-eye distances further right. */
const shifted = (by: number): Face => {
  const move = { x: by, y: 0 }
  return moveLandmarks(astronautFace, {
    rightEye: move,
    leftEye: move,
    noseTip: move,
    mouthRight: move,
    mouthLeft: move,
  })
}

it('the largest face is that of the largest box', () => {
  const sized = (side: number): Face => ({ ...astronautFace, box: box(0, 0, side, side) })
  expect(largestFace([sized(10), sized(30), sized(20)])).toEqual(sized(30))
  expect(largestFace([])).toBeNull()
})

it('the same face is the nearest within half of the distance between the eyes', () => {
  const faces = [3, 0.4, -0.1].map(shifted)
  expect(sameFace(faces, astronautFace)).toBe(faces[2])
  expect(sameFace(faces.slice(0, 2), astronautFace)).toBe(faces[1])
  expect(sameFace([shifted(0.6)], astronautFace)).toBeNull()
})

import { expect, it } from 'vitest'
import { idealFace } from '#domain/alignment/ideal-face.ts'
import { meshPoint } from '#domain/alignment/mesh.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import { faceOfMesh } from './mesh-face.ts'

const ideal = idealFace(similarity(2, 0, 40, 30))
const points = Array.from({ length: 478 }, (_, index) => meshPoint(ideal.mesh!, index))
const frame = { width: 640, height: 480 }

it('has the five points of the mesh, and the mesh itself', () => {
  const { landmarks, mesh, source, keypoints, photo } = faceOfMesh(frame, points)
  for (const [name, { x, y }] of Object.entries(ideal.landmarks)) {
    expect(landmarks[name as keyof typeof landmarks].x).toBeCloseTo(x, 3)
    expect(landmarks[name as keyof typeof landmarks].y).toBeCloseTo(y, 3)
  }
  expect({ mesh, source, keypoints, photo }).toEqual({
    mesh: ideal.mesh,
    source: 'landmarker',
    keypoints: null,
    photo: frame,
  })
})

it('has a square box in the middle of the mesh, as long as the face', () => {
  const { box } = faceOfMesh(frame, points)
  expect(box.width).toBe(box.height)
  // The mesh reaches from forehead to chin: 113 crop pixels of 2.
  expect(box.width).toBeCloseTo(0.96 * 226, 3)
  expect(box.x + box.width / 2).toBeCloseTo(40 + 2 * 56, 3)
  expect(box.y + box.height / 2).toBeCloseTo(30 + 2 * 65.5, 3)
})

it('refuses what is no face mesh', () => {
  expect(() => faceOfMesh(frame, points.slice(0, 400))).toThrow('468 or 478')
})

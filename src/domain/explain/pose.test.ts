import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faceMeshFile } from '../../../scripts/mediapipe/sources.ts'
import { type Mesh, meshIndex, toMesh } from '../alignment/mesh.ts'
import { point } from '../geometry/point.ts'
import { poseOfMesh } from './pose.ts'

/** MediaPipe's canonical face, 468 vertices of x, y, z, u, v; each float of the protobuf message has a tag of one byte. */
const head = (() => {
  const message = faceMeshFile('geometry_pipeline_metadata_landmarks.binarypb')
  const floatAt = (i: number) => message.readFloatLE(message.indexOf(0x1d) + 1 + 5 * i)
  return Array.from({ length: 468 }, (_, v) => [floatAt(5 * v), floatAt(5 * v + 1), floatAt(5 * v + 2)] as const)
})()

interface View {
  readonly yaw: number
  readonly pitch: number
  readonly roll: number
  /** Pixels a centimetre. */
  readonly scale: number
  /** From the middle of the head to the camera, in centimetres. */
  readonly camera?: number
}

/** The head nods, then turns, then tilts, and a camera sees it. Signs as in ISO/IEC 19794-5. */
function meshOf({ yaw, pitch, roll, scale, camera = Number.POSITIVE_INFINITY }: View): Mesh {
  const [p, y, r] = [pitch, yaw, roll].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number]
  return toMesh(
    head.map(([x0, y0, z0]) => {
      const nodded = { y: y0 * Math.cos(p) - z0 * Math.sin(p), z: y0 * Math.sin(p) + z0 * Math.cos(p) }
      const turned = { x: x0 * Math.cos(y) + nodded.z * Math.sin(y), z: -x0 * Math.sin(y) + nodded.z * Math.cos(y) }
      const across = turned.x * Math.cos(r) - nodded.y * Math.sin(r)
      const up = turned.x * Math.sin(r) + nodded.y * Math.cos(r)
      const size = scale / (1 - turned.z / camera)
      return point(300 + size * across, 200 - size * up)
    }),
  )
}

const angle = fc.double({ min: -60, max: 60, noNaN: true })
const anyView: fc.Arbitrary<View> = fc.record({
  yaw: angle,
  pitch: angle,
  roll: fc.double({ min: -180, max: 180, noNaN: true }),
  scale: fc.double({ min: 1, max: 100, noNaN: true }),
})

const mirrored = (mesh: Mesh) => mesh.map((value, i) => (i % 2 === 0 ? 600 - value : value))
const pairs = [
  [meshIndex.rightEyeOuterCorner, meshIndex.leftEyeOuterCorner],
  [meshIndex.rightEyeInnerCorner, meshIndex.leftEyeInnerCorner],
  [meshIndex.rightEdge, meshIndex.leftEdge],
] as const

describe('the pose', () => {
  it('of the average head is the one that it was seen in', () =>
    fc.assert(
      fc.property(anyView, (view) => {
        const { yaw, pitch } = poseOfMesh(meshOf(view))
        expect(Math.abs(yaw - view.yaw)).toBeLessThan(0.1)
        expect(Math.abs(pitch - view.pitch)).toBeLessThan(0.1)
      }),
    ))

  it('is positive to the left and down', () => {
    // The nose is right of the eyes' middle, as the camera sees it, and low.
    const mesh = meshOf({ yaw: 0, pitch: 0, roll: 0, scale: 10 })
    for (const index of [meshIndex.noseTip, meshIndex.noseBase]) {
      mesh[2 * index]! += 10
      mesh[2 * index + 1]! += 10
    }
    const { yaw, pitch } = poseOfMesh(mesh)
    expect(yaw).toBeGreaterThan(2)
    expect(pitch).toBeGreaterThan(2)
  })

  it('has its yaw negated in a mirror', () =>
    fc.assert(
      fc.property(anyView, (view) => {
        const mesh = meshOf(view)
        const other = mirrored(mesh)
        // The right eye's points are the left one's in a mirror.
        for (const [right, left] of pairs)
          for (const axis of [0, 1]) {
            const value = other[2 * right + axis]!
            other[2 * right + axis] = other[2 * left + axis]!
            other[2 * left + axis] = value
          }
        const one = poseOfMesh(mesh)
        const two = poseOfMesh(other)
        expect(two.yaw).toBeCloseTo(-one.yaw, 1)
        expect(two.pitch).toBeCloseTo(one.pitch, 1)
      }),
    ))

  it('is right within five degrees for a camera at arm’s length', () => {
    for (const yaw of [-30, 0, 30])
      for (const pitch of [-20, 0, 20]) {
        const seen = poseOfMesh(meshOf({ yaw, pitch, roll: 0, scale: 10, camera: 60 }))
        expect(Math.abs(seen.yaw - yaw)).toBeLessThan(5)
        expect(Math.abs(seen.pitch - pitch)).toBeLessThan(5)
      }
  })
})

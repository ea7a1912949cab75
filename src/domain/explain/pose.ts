import { type Mesh, type MeshPointName, meshIndex, meshPoint } from '../alignment/mesh.ts'

/**
 * Where points that no expression moves lie on an average head, in centimetres: to the person's left, up, and forwards.
 * The head is its own mirror image, which `rowOf` relies on.
 * @see MediaPipe's canonical face model, in geometry_pipeline_metadata_landmarks.binarypb of @mediapipe/face_mesh
 */
const averageHead: readonly (readonly [name: MeshPointName, x: number, y: number, z: number])[] = [
  ['rightEyeOuterCorner', -4.446, 2.664, 3.173],
  ['rightEyeInnerCorner', -1.856, 2.585, 3.758],
  ['leftEyeInnerCorner', 1.856, 2.585, 3.758],
  ['leftEyeOuterCorner', 4.446, 2.664, 3.173],
  ['forehead', 0, 8.262, 4.482],
  ['noseBridge', 0, 3.271, 5.236],
  ['noseTip', 0, -1.127, 7.476],
  ['noseBase', 0, -2.089, 6.058],
  ['rightEdge', -7.664, 0.673, -2.436],
  ['leftEdge', 7.664, 0.673, -2.436],
]

const dot = (one: readonly number[], other: readonly number[]) => one.reduce((sum, v, i) => sum + v * other[i]!, 0)

/** About their mean. */
function centred(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
}

const xs = averageHead.map(([, x]) => x)
const ys = centred(averageHead.map(([, , y]) => y))
const zs = centred(averageHead.map(([, , , z]) => z))

/** Degrees. Signs are those of ISO/IEC 19794-5. */
export interface Pose {
  /** Positive: turned to the person's left. */
  readonly yaw: number
  /** Positive: looking down. */
  readonly pitch: number
}

/**
 * How the head is turned, by fitting an average head to ten points of the mesh: an affine camera by least squares, whose
 * line of sight is the pose. The mesh has no depth and nobody's head is average, so it is coarse: a camera at arm's length
 * alone, which is no affine one, changes it by up to 5°.
 */
export function poseOfMesh(mesh: Mesh): Pose {
  const seen = averageHead.map(([name]) => meshPoint(mesh, meshIndex[name]))
  const [a, b, c] = rowOf(seen.map(({ x }) => x))
  const [d, e, f] = rowOf(seen.map(({ y }) => y))
  // From the head to the camera, in the head's own axes: what the camera maps to a point.
  const x = e * c - f * b
  const y = f * a - d * c
  const z = d * b - e * a
  return { yaw: degrees(Math.atan2(-x, Math.hypot(y, z))), pitch: degrees(Math.atan2(y, z)) }
}

/** The row of the camera that gives these coordinates. */
function rowOf(values: readonly number[]): readonly [number, number, number] {
  const y = dot(ys, values)
  const z = dot(zs, values)
  const yy = dot(ys, ys)
  const yz = dot(ys, zs)
  const zz = dot(zs, zs)
  const determinant = yy * zz - yz * yz
  return [dot(xs, values) / dot(xs, xs), (y * zz - z * yz) / determinant, (z * yy - y * yz) / determinant]
}

const degrees = (radians: number) => (radians * 180) / Math.PI

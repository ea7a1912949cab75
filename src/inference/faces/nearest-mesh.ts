import type { Box, Point } from '#domain/geometry/point.ts'

type Mesh = readonly Point<'working'>[]

/** Between the middles of mesh and box, as a share of the box's side: beyond it, the mesh is of a neighbour. */
const farthest = 0.5

/** The mesh whose middle is nearest to that of the detector's box, or null where each belongs to another face. */
export function nearestMesh(meshes: readonly Mesh[], face: Box<'working'>): Mesh | null {
  let nearest: Mesh | null = null
  let least = farthest * Math.max(face.width, face.height)
  for (const mesh of meshes) {
    const middle = middleOf(mesh)
    const distance = Math.hypot(middle.x - (face.x + face.width / 2), middle.y - (face.y + face.height / 2))
    if (distance < least) {
      nearest = mesh
      least = distance
    }
  }
  return nearest
}

const middleOf = (mesh: Mesh) => ({ x: middleAlong(mesh.map(({ x }) => x)), y: middleAlong(mesh.map(({ y }) => y)) })

const middleAlong = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2

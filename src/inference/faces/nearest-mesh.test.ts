import fc from 'fast-check'
import { expect, it } from 'vitest'
import { box, point } from '#domain/geometry/point.ts'
import { nearestMesh } from './nearest-mesh.ts'

/** Two opposite corners are enough of a mesh to have a middle. */
const meshAt = (x: number, y: number) => [point<'working'>(x - 40, y - 50), point<'working'>(x + 40, y + 50)]
const face = box<'working'>(0, 0, 100, 100)

it('takes the mesh in the middle of the box, in whatever order they come', () => {
  const meshes = [meshAt(120, 50), meshAt(55, 48), meshAt(5, 60)]
  expect(nearestMesh(meshes, face)).toBe(meshes[1])
  expect(nearestMesh(meshes.toReversed(), face)).toBe(meshes[1])
})

it('takes none where all belong to neighbours', () => {
  expect(nearestMesh([], face)).toBeNull()
  expect(nearestMesh([meshAt(140, 50), meshAt(50, -20)], face)).toBeNull()
})

it('never takes one that is farther off than half the box', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }))),
      (places) => {
        const taken = nearestMesh(
          places.map(([x, y]) => meshAt(x, y)),
          face,
        )
        const distances = places.map(([x, y]) => Math.hypot(x - 50, y - 50))
        expect(taken !== null).toBe(distances.some((distance) => distance < 50))
      },
    ),
  ))

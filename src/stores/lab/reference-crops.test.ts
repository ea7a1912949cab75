import { expect, it } from 'vitest'
import { showExamples } from '../photos/examples.ts'
import { usePhotos } from '../photos/photos.ts'
import { benchable } from './bench.ts'
import { referenceCrops } from './reference-crops.ts'

/** Photos p0, p1 … with one face each, scored and not measured yet. */
function cropsOf(photos: number) {
  showExamples(
    Array.from({ length: photos }, (_, i) => ({
      id: `p${i}`,
      name: `${i}.jpg`,
      faces: [{ student: 50, baseline: 50 }],
    })),
  )
  return referenceCrops(benchable(usePhotos.getState()))
}

const aligned = (photos: number) => cropsOf(photos).filter(({ isAligned }) => isAligned)

it('are each face’s reference crop alone, as soon as the faces make a scale', () => {
  const crops = cropsOf(10)
  expect(crops.every(({ isAligned }) => isAligned)).toBe(true)
  expect(crops.map(({ photo }) => photo.id)).toEqual(Array.from({ length: 10 }, (_, i) => `p${i}`))
})

it('are joined by P24 of each where the faces are too few, before anything of them was measured', () => {
  const crops = cropsOf(9)
  expect(crops).toHaveLength(9 * 25)
  expect(aligned(9)).toHaveLength(9)
  expect(crops[0]).toMatchObject({ photo: { id: 'p0' }, isAligned: true })
  expect(crops[24]).toMatchObject({ photo: { id: 'p0' }, isAligned: false })
  expect(new Set(crops.slice(0, 25).map(({ transform }) => JSON.stringify(transform)))).toHaveProperty('size', 25)
})

it('are of faces from first to last where there are very many', () => {
  const ids = cropsOf(1000).map(({ photo }) => Number(photo.id.slice(1)))
  expect(ids).toHaveLength(400)
  expect(ids[0]).toBe(0)
  expect(ids.at(-1)).toBeGreaterThanOrEqual(997)
  expect(Math.max(...ids.slice(1).map((id, i) => id - ids[i]!))).toBe(3)
})

it('are none without a face', () => {
  expect(cropsOf(0)).toEqual([])
})

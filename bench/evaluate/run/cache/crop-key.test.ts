import { expect, it } from 'vitest'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import { point } from '#domain/geometry/point.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import { type CropParts, cropKey } from './crop-key.ts'
import { hashOfCrops, probeCrops } from './probe.ts'

const { landmarks } = astronautFace
const moved = { ...landmarks, noseTip: point<'source'>(1, 2) }
const clean: CropParts = {
  content: 'bytes',
  image: { landmarks, degradation: null },
  transform: similarity(1, 0.5, -3, 4),
  code: 'code',
  mender: null,
}
const degraded = { ...clean, image: { landmarks, degradation: { kinds: 'trained', seed: 1 } as const } }

it('a crop has another key where anything is another that it depends on', () => {
  const others: readonly CropParts[] = [
    clean,
    { ...clean, content: 'other bytes' },
    { ...clean, code: 'other code' },
    { ...clean, mender: 'mender' },
    { ...clean, mender: 'other mender' },
    { ...clean, transform: similarity(1, 0.5, -3, 4.000001) },
    { ...clean, transform: similarity(1.000001, 0.5, -3, 4) },
    degraded,
    { ...degraded, image: { landmarks, degradation: { kinds: 'trained', seed: 2 } } },
    { ...degraded, image: { landmarks, degradation: { kinds: 'unseen', seed: 1 } } },
    { ...degraded, image: { ...degraded.image, landmarks: moved } },
  ]
  const keys = others.map(cropKey)
  expect(new Set(keys).size).toBe(keys.length)
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/)
})

it('a crop has the same key wherever its image lies, and whatever its landmarks are once they have cut it', () => {
  expect(cropKey({ ...clean, image: { landmarks: moved, degradation: null } })).toBe(cropKey(clean))
  expect(cropKey(JSON.parse(JSON.stringify(degraded)))).toBe(cropKey(degraded))
})

it('the code is known by what it does: the same each time, another where one pixel is', async () => {
  const [crops, again] = await Promise.all([probeCrops(), probeCrops()])
  expect(hashOfCrops(again)).toBe(hashOfCrops(crops))
  const [first, ...others] = crops
  const data = first!.data.slice()
  data[5000]! += 1
  expect(hashOfCrops([{ ...first!, data }, ...others])).not.toBe(hashOfCrops(crops))
})

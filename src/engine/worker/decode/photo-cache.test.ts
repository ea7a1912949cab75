import { expect, it } from 'vitest'
import { createPhotoCache } from './photo-cache.ts'

const blob = new Blob()
const handle = (id: string) => ({ id, blob })

function create(limit: number) {
  const decoded: Blob[] = []
  const cache = createPhotoCache(async (each) => {
    decoded.push(each)
    return { raster: { width: 10, height: 10 } }
  }, limit)
  return { cache, decoded }
}

it('decodes a photo once while there is room', async () => {
  const { cache, decoded } = create(200)
  for (const id of ['a', 'b', 'a', 'b']) await cache.get(handle(id))
  expect(decoded).toHaveLength(2)
})

it('drops the photo that was used longest ago', async () => {
  const { cache, decoded } = create(200)
  for (const id of ['a', 'b', 'a', 'c']) await cache.get(handle(id))
  expect(decoded).toHaveLength(3)
  await cache.get(handle('a'))
  expect(decoded).toHaveLength(3)
  await cache.get(handle('b'))
  expect(decoded).toHaveLength(4)
})

it('keeps the last photo even where it alone is too large', async () => {
  const { cache, decoded } = create(50)
  await cache.get(handle('a'))
  await cache.get(handle('a'))
  expect(decoded).toHaveLength(1)
})

it('decodes a forgotten photo again', async () => {
  const { cache, decoded } = create(200)
  await cache.get(handle('a'))
  cache.forget('a')
  await cache.get(handle('a'))
  expect(decoded).toHaveLength(2)
})

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

it('keeps nothing of a forgotten photo, whoever asks for it, until it is to be remembered', async () => {
  const { cache, decoded } = create(200)
  await cache.get(handle('a'))
  cache.forget('a')
  for (let i = 0; i < 2; i++) await cache.get(handle('a'))
  expect(decoded).toHaveLength(3)
  cache.remember('a')
  for (let i = 0; i < 2; i++) await cache.get(handle('a'))
  expect(decoded).toHaveLength(4)
})

it('keeps nothing of a photo that was forgotten while it was decoded', async () => {
  const { cache, decoded } = create(200)
  const coming = cache.get(handle('a'))
  cache.forget('a')
  expect(await coming).toEqual({ raster: { width: 10, height: 10 } })
  cache.remember('a')
  await cache.get(handle('a'))
  expect(decoded).toHaveLength(2)
})

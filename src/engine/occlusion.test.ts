import { expect, it } from 'vitest'
import type { Patch } from '#domain/explain/occlusion.ts'
import { measureOcclusion } from './occlusion.ts'

/** One model loses 20 points where the first patch covers the crop, another gains 5 everywhere. */
const scoresOf = (patch: Patch | null) => ({
  scores: {
    one: { raw: 0, score: patch?.x === 0 && patch.y === 0 ? 60 : 80 },
    other: { raw: 0, score: patch ? 35 : 30 },
  },
})

it('makes a map a model, and tells how far it is', async () => {
  const shares: number[] = []
  let most = 0
  const { maps, failures } = await measureOcclusion(
    async (patches) => {
      most = Math.max(most, patches.length)
      return patches.map(scoresOf)
    },
    (share) => void shares.push(share),
  )
  expect(failures).toEqual({})
  expect(Object.keys(maps)).toEqual(['one', 'other'])
  expect(maps.one!.drop.slice(0, 3)).toEqual([20, 10, 0])
  expect(new Set(maps.other!.drop)).toEqual(new Set([-5]))
  expect(most).toBe(8)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
})

it('makes the other maps where a model fails on a crop', async () => {
  const failure = { message: 'The model gives NaN for a crop.', remedy: 'Check it.' }
  const { maps, failures } = await measureOcclusion(async (patches) =>
    patches.map((patch) => {
      const { scores } = scoresOf(patch)
      return patch?.x === 8 ? { scores: { one: scores.one }, failures: { other: failure } } : { scores }
    }),
  )
  expect(Object.keys(maps)).toEqual(['one'])
  expect(failures).toEqual({ other: failure })
})

it('asks for nothing more once a batch was refused', async () => {
  let batches = 0
  const refused = measureOcclusion(async (patches) => {
    if (++batches === 3) throw new DOMException('Stopped.', 'AbortError')
    return patches.map(scoresOf)
  })
  await expect(refused).rejects.toThrow('Stopped.')
  expect(batches).toBe(3)
})

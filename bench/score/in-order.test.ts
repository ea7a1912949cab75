import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inOrder } from './in-order.ts'

async function* from<Item>(items: readonly Item[]) {
  yield* items
}

const all = (results: AsyncIterable<number>) => Readable.from(results).toArray()

const turns = async (n: number) => {
  for (let i = 0; i < n; i++) await Promise.resolve()
}

it('inOrder(items, ahead, work) keeps their order, and never works on more than that at once', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 5 }), async (delays, ahead) => {
      let running = 0
      let most = 0
      const work = async (delay: number) => {
        most = Math.max(most, ++running)
        await turns(delay)
        running--
        return delay
      }
      const results = await all(inOrder(from(delays), ahead, work, new AbortController().signal))
      expect(results).toEqual(delays)
      expect(most).toBeLessThanOrEqual(ahead)
    }),
  ))

it('inOrder(…, signal) gives what is done, drops what was under way and begins nothing more', async () => {
  const stop = new AbortController()
  const begun: number[] = []
  const work = (item: number) => {
    begun.push(item)
    if (item === 2) stop.abort()
    return item === 2 ? Promise.reject(new Error('closed')) : Promise.resolve(item)
  }
  expect(await all(inOrder(from([0, 1, 2, 3]), 2, work, stop.signal))).toEqual([0, 1])
  expect(begun).toEqual([0, 1, 2])
})

it('inOrder(…) hands on what work throws', async () => {
  const results = inOrder(from([1]), 4, () => Promise.reject(new Error('no browser')), new AbortController().signal)
  await expect(all(results)).rejects.toThrow('no browser')
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { share } from './pool.ts'

it('share(resources) has each job run once, alone with its resource, and goes on after one that fails', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(fc.nat(10)), async (count, delays) => {
      const busy = new Set<number>()
      const sharing = share(Array.from({ length: count }, (_, i) => i))
      const jobs = delays.map((delay, job) =>
        sharing(async (resource) => {
          expect(busy.has(resource)).toBe(false)
          busy.add(resource)
          for (let i = 0; i < delay; i++) await Promise.resolve()
          busy.delete(resource)
          if (delay === 3) throw new Error('three')
          return job
        }).catch(() => job),
      )
      expect(await Promise.all(jobs)).toEqual(delays.map((_, job) => job))
    }),
  ))

import { expect, it } from 'vitest'
import { similarity } from '#domain/geometry/similarity.ts'
import { measureScale } from './own-scale.ts'
import type { OwnModel, ReferenceCrop } from './protocol.ts'

const crop = (id: string, x: number): ReferenceCrop => ({
  photo: { id, blob: new Blob() },
  transform: similarity(1, 0, x, 0),
  isAligned: true,
})

/** Five crops of one photo, one of another, and one of the first again. */
const reference = [...[1, 2, 3, 4, 5].map((x) => crop('a', x)), crop('b', 6), crop('a', 7)]

const model = { id: 'mine' } as OwnModel

/** Steps that write down what they are asked. */
function steps(told: string[], measured: () => Promise<void> = async () => {}) {
  return {
    open: async () => void told.push('open'),
    measure: (photo: { id: string }, crops: readonly Omit<ReferenceCrop, 'photo'>[]) => {
      told.push(`${photo.id} ${crops.map(({ transform }) => transform.tx)}`)
      return measured()
    },
    finish: async () => {
      told.push('finish')
      return model
    },
  }
}

it('takes a few crops of one photo at a time, and tells how many are done', async () => {
  const told: string[] = []
  const added = await measureScale(steps(told), reference, (done) => void told.push(`${done} done`))
  expect(added).toBe(model)
  expect(told).toEqual([
    'open',
    ...['a 1,2,3,4', '4 done', 'a 5', '5 done', 'b 6', '6 done', 'a 7', '7 done'],
    'finish',
  ])
})

it('waits as long as who is told wants it to', async () => {
  const told: string[] = []
  let go = () => {}
  const running = measureScale(steps(told), reference, (done) =>
    done === 4 ? new Promise<void>((resolve) => (go = resolve)) : undefined,
  )
  await new Promise((resolve) => setTimeout(resolve))
  expect(told).toEqual(['open', 'a 1,2,3,4'])
  go()
  await running
  expect(told.at(-1)).toBe('finish')
})

it('asks for nothing more once a step was refused', async () => {
  const told: string[] = []
  const refused = measureScale(
    steps(told, async () => {
      throw new DOMException('Stopped.', 'AbortError')
    }),
    reference,
  )
  await expect(refused).rejects.toThrow('Stopped.')
  expect(told).toEqual(['open', 'a 1,2,3,4'])
})

import { expect, it } from 'vitest'
import { createLatest } from './latest.ts'

/** Work that ends when the test says so. */
function bench() {
  const seen: number[] = []
  const errors: string[] = []
  const ends: ((error?: Error) => void)[] = []
  const signals: AbortSignal[] = []
  const waits: boolean[] = []
  const latest = createLatest<number>(
    (input, signal) => {
      seen.push(input)
      signals.push(signal)
      return new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())))
    },
    (thrown) => errors.push((thrown as Error).message),
    (isWaiting) => {
      if (isWaiting !== waits.at(-1)) waits.push(isWaiting)
    },
  )
  const end = async (error?: Error) => {
    ends.shift()?.(error)
    await Promise.resolve()
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { latest, seen, errors, signals, waits, end }
}

it('runs the first and the last of a burst, and nothing between', async () => {
  const { latest, seen, end } = bench()
  for (const input of [1, 2, 3, 4]) latest.push(input)
  expect(seen).toEqual([1])
  await end()
  expect(seen).toEqual([1, 4])
  await end()
  expect(seen).toEqual([1, 4])
})

it('goes on after a failure, and tells of it', async () => {
  const { latest, seen, errors, end } = bench()
  latest.push(1)
  latest.push(2)
  await end(new Error('lost'))
  expect(errors).toEqual(['lost'])
  expect(seen).toEqual([1, 2])
})

it('tells whether anything is still to come', async () => {
  const { latest, waits, end } = bench()
  latest.push(1)
  latest.push(2)
  await end(new Error('lost'))
  expect(waits).toEqual([true])
  await end()
  expect(waits).toEqual([true, false])
  latest.push(3)
  latest.stop()
  expect(waits).toEqual([true, false, true, false])
})

it('stops in silence and can start again', async () => {
  const { latest, seen, errors, signals, end } = bench()
  latest.push(1)
  latest.push(2)
  latest.stop()
  expect(signals[0]!.aborted).toBe(true)
  latest.push(3)
  expect(seen).toEqual([1, 3])
  await end(new Error('aborted'))
  expect(errors).toEqual([])
  await end()
  expect(seen).toEqual([1, 3])
})

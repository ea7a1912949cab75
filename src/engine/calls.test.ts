import { expect, it } from 'vitest'
import { createCalls } from './calls.ts'

const never = new Promise<never>(() => {})

it('keeps nothing of a call that was answered', async () => {
  const calls = createCalls()
  const answers = [calls.settle(Promise.resolve(1)), calls.settle(Promise.reject(new Error('no')))]
  expect(calls.open).toBe(2)
  const [first, second] = await Promise.allSettled(answers)
  expect([first, second]).toMatchObject([{ value: 1 }, { reason: { message: 'no' } }])
  expect(calls.open).toBe(0)
})

it('rejects all that wait, and none that comes later', async () => {
  const calls = createCalls()
  const waiting = [calls.settle(never), calls.settle(never)]
  calls.fail(new Error('dead'))
  for (const { status } of await Promise.allSettled(waiting)) expect(status).toBe('rejected')
  expect(calls.open).toBe(0)
  expect(await calls.settle(Promise.resolve('new'))).toBe('new')
})

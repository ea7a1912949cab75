import { expect, it } from 'vitest'
import { createFifo } from './fifo.ts'

it('runs one job at a time, in order of arrival', async () => {
  const fifo = createFifo()
  const log: string[] = []
  const job = (name: string, steps: number) => async () => {
    log.push(`${name} starts`)
    for (let i = 0; i < steps; i++) await Promise.resolve()
    log.push(`${name} ends`)
    return name
  }
  const answers = await Promise.all([fifo(job('slow', 20)), fifo(job('fast', 1))])
  expect(answers).toEqual(['slow', 'fast'])
  expect(log).toEqual(['slow starts', 'slow ends', 'fast starts', 'fast ends'])
})

it('lets a failed job fail alone', async () => {
  const fifo = createFifo()
  const failing = fifo(() => Promise.reject(new Error('no')))
  const next = fifo(async () => 'yes')
  await expect(failing).rejects.toThrow('no')
  await expect(next).resolves.toBe('yes')
})

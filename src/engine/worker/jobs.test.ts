import { describe, expect, it } from 'vitest'
import { DamagedFileError } from '#domain/picture-file/errors.ts'
import { FaceTaskError } from '#inference/faces/errors.ts'
import { createJobs } from './jobs.ts'

const create = () => createJobs(async () => {})

describe('createJobs', () => {
  it('names the stage at which a job failed', async () => {
    const failing = create().run(1, async (job) => {
      await job.at('decode')
      await job.at('detect')
      throw new RangeError('too far')
    })
    await expect(failing).rejects.toEqual({
      thrown: 'unknown',
      name: 'RangeError',
      code: '',
      message: 'too far',
      remedy: '',
      stage: 'detect',
      isFatal: false,
    })
  })

  it('keeps the words of an error that a person may see', async () => {
    const failing = create().run(1, async (job) => {
      await job.at('decode')
      throw new DamagedFileError()
    })
    const { name, code, message, remedy } = new DamagedFileError()
    await expect(failing).rejects.toMatchObject({ thrown: 'plumb', name, code, message, remedy, stage: 'decode' })
  })

  it('tells when a worker cannot go on, whatever error says so', async () => {
    const failing = create().run(1, async () => {
      throw new FaceTaskError(new WebAssembly.RuntimeError('memory access out of bounds'))
    })
    await expect(failing).rejects.toMatchObject({ code: 'face-task', isFatal: true })
  })

  it('ends a cancelled job at its next step', async () => {
    const jobs = create()
    const reached: string[] = []
    const running = jobs.run(1, async (job) => {
      await job.at('decode')
      reached.push('decode')
      jobs.cancel(1)
      await job.at('detect')
      reached.push('detect')
    })
    await expect(running).rejects.toMatchObject({ thrown: 'abort' })
    expect(reached).toEqual(['decode'])
  })

  it('ends a job that was cancelled while it waited, and no other', async () => {
    const jobs = create()
    const first = jobs.run(1, (job) => job.at('decode'))
    const second = jobs.run(2, (job) => job.at('decode'))
    const third = jobs.run(3, (job) => job.at('decode'))
    jobs.cancel(2)
    await expect(first).resolves.toBeUndefined()
    await expect(second).rejects.toMatchObject({ thrown: 'abort' })
    await expect(third).resolves.toBeUndefined()
  })

  it('ignores the cancel of a job that has ended', async () => {
    const jobs = create()
    await jobs.run(1, async () => {})
    jobs.cancel(1)
    await expect(jobs.run(1, (job) => job.at('decode'))).resolves.toBeUndefined()
  })
})

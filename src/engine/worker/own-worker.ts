import './seal-threads.ts'
import { expose } from 'comlink'
import { openOnWasm } from '#inference/models/own/web.ts'
import { setUpOrt, wasmThreads } from '#inference/models/web.ts'
import type { OwnModelApi } from '../protocol.ts'
import type { Beat } from './beat.ts'
import { createJobs, type Job } from './jobs.ts'
import { nextTask } from './next-task.ts'
import { createOwnModel } from './own-model.ts'

/** One dropped model, alone: whatever it does, it does to this worker. */
const jobs = createJobs(nextTask, (busy) => postMessage({ beat: busy } satisfies Beat))

let current: Job | null = null
const step = async () => current?.at('own')
const model = createOwnModel((bytes, size) => openOnWasm(bytes, size, step), step)

const run = <T>(id: number, work: () => T | Promise<T>): Promise<T> =>
  jobs.run(id, async (job) => {
    current = job
    await job.at('load')
    return work()
  })

setUpOrt(wasmThreads(navigator.hardwareConcurrency, crossOriginIsolated))

const api: OwnModelApi = {
  inspect: (id, file) => run(id, () => model.inspect(file)),
  open: (id, file) => run(id, () => model.open(file)),
  measure: (id, crops) => run(id, () => model.measure(crops)),
  finish: (id) => run(id, () => model.finish()),
  score: (id, crops) => run(id, () => model.score(crops)),
  async cancel(id) {
    jobs.cancel(id)
  },
}

expose(api)

import { availableParallelism } from 'node:os'

/** What a browser with its engine takes while it scores, in bytes. Measured. */
const memoryOfJob = 700 * 2 ** 20

/** One job a core, as far as the free memory goes. */
export const usualJobs = (cores: number = availableParallelism(), free: number = process.availableMemory()): number =>
  Math.max(1, Math.min(cores, Math.floor(free / memoryOfJob)))

/** The cores that each of the jobs has for itself. */
export const threadsOf = (jobs: number, cores: number = availableParallelism()): number =>
  Math.max(1, Math.floor(cores / jobs))

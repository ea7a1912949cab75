import { expect, it } from 'vitest'
import { threadsOf, usualJobs } from './jobs.ts'

const gib = 2 ** 30

it.each([
  [2, 16, 2],
  [16, 64, 16],
  [16, 3, 4],
  [8, 0.1, 1],
])('usualJobs(%i cores, %d GiB) = %i', (cores, memory, jobs) => {
  expect(usualJobs(cores, memory * gib)).toBe(jobs)
})

it.each([
  [1, 2, 2],
  [2, 2, 1],
  [3, 16, 5],
  [4, 2, 1],
])('threadsOf(%i jobs, %i cores) = %i', (jobs, cores, threads) => {
  expect(threadsOf(jobs, cores)).toBe(threads)
})

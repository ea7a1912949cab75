import { expose } from 'comlink'
import { afterEach, describe, expect, it } from 'vitest'
import { createJobs } from './worker/jobs.ts'
import { createWorkerLink, type WorkerLink, type WorkerLostError } from './worker-link.ts'

interface Api {
  echo(job: number, words: string): Promise<string>
  /** Begins and never ends. */
  hang(job: number): Promise<string>
  trap(job: number): Promise<string>
  cancel(job: number): Promise<void>
}

const never = new AbortController().signal
const links: WorkerLink<Api>[] = []
afterEach(() => {
  for (const link of links.splice(0)) link.end()
})

/** A link to real jobs behind a channel in place of a thread, which hang for good after a second. */
function create() {
  const { port1, port2 } = new MessageChannel()
  let hangs = false
  const jobs = createJobs(
    () => new Promise((resolve) => setImmediate(resolve)),
    (busy) => port2.postMessage({ beat: busy }),
  )
  expose(
    {
      echo: (id, words) => jobs.run(id, async () => words),
      hang: (id) =>
        jobs.run(id, async (job) => {
          await job.at('detect')
          hangs = true
          return new Promise<string>(() => {})
        }),
      trap: (id) =>
        jobs.run(id, async () => {
          throw new WebAssembly.RuntimeError('unreachable')
        }),
      async cancel(id) {
        jobs.cancel(id)
      },
    } satisfies Api,
    port2,
  )
  const losses: WorkerLostError[] = []
  let terminated = 0
  const worker = Object.assign(port1, {
    terminate() {
      terminated++
      port1.close()
      port2.close()
    },
  })
  const link = createWorkerLink<Api>(worker as unknown as Worker, {
    patience: ({ stage }) => (stage === 'load' ? Number.POSITIVE_INFINITY : 1),
    onLost: (loss) => losses.push(loss),
  })
  port1.start()
  links.push(link)
  return { link, losses, terminated: () => terminated, hangs: () => hangs }
}

describe('a link to a worker', () => {
  it('answers, and keeps a rested worker for ever', async () => {
    const { link, losses } = create()
    expect(await link.call(never, (api, job) => api.echo(job, 'here'))).toBe('here')
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(await link.call(never, (api, job) => api.echo(job, 'still here'))).toBe('still here')
    expect(losses).toEqual([])
  })

  it('ends a worker that hangs, and says which call it hung in', async () => {
    const { link, losses, terminated } = create()
    const hung = link.call(never, (api, job) => api.hang(job))
    const waits = link.call(never, (api, job) => api.echo(job, 'after it'))
    const [culprit, bystander] = await Promise.allSettled([hung, waits])
    expect(culprit).toMatchObject({ reason: { how: 'stuck', isCulprit: true, stage: 'detect' } })
    expect(bystander).toMatchObject({ reason: { how: 'stuck', isCulprit: false } })
    expect([losses.length, terminated()]).toEqual([1, 1])
    await expect(link.call(never, (api, job) => api.echo(job, 'late'))).rejects.toMatchObject({ isCulprit: false })
  })

  it('ends a worker that hangs in a call that nobody waits for any more', async () => {
    const { link, hangs } = create()
    const leaving = new AbortController()
    const hung = link.call(leaving.signal, (api, job) => api.hang(job))
    await expect.poll(hangs).toBe(true)
    leaving.abort()
    await expect(hung).rejects.toBe(leaving.signal.reason)
    const waits = link.call(never, (api, job) => api.echo(job, 'after it'))
    await expect(waits).rejects.toMatchObject({ how: 'stuck', isCulprit: false })
  })

  it('blames a trap on the call that it came from', async () => {
    const { link, losses } = create()
    const trap = link.call(never, (api, job) => api.trap(job))
    const waits = link.call(never, (api, job) => api.echo(job, 'after it'))
    const [culprit, bystander] = await Promise.allSettled([trap, waits])
    expect(culprit).toMatchObject({ reason: { how: 'broken', isCulprit: true } })
    // It may have been answered before the trap was heard of; it is never blamed.
    if (bystander.status === 'rejected') expect(bystander.reason).toMatchObject({ isCulprit: false })
    expect(losses).toHaveLength(1)
  })

  it('tells nobody of its own end', async () => {
    const { link, losses } = create()
    const hung = link.call(never, (api, job) => api.hang(job))
    link.end()
    await expect(hung).rejects.toMatchObject({ how: 'ended', isCulprit: false })
    expect(losses).toEqual([])
  })
})

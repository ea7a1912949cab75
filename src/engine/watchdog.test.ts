import { describe, expect, it } from 'vitest'
import { createWatchdog } from './watchdog.ts'

/** A watchdog whose looks a test makes; `load` has no limit, a worker that rests has 15 s, and any other 20 s. */
function create() {
  let look: ((elapsed: number) => void) | null = null
  let barks = 0
  const dog = createWatchdog(
    ({ job, stage }) => (stage === 'load' ? Number.POSITIVE_INFINITY : job === null ? 15 : 20),
    () => void barks++,
    (each) => {
      look = each
      return () => {
        look = null
      }
    },
  )
  const wait = (seconds: number) => {
    for (let i = 0; i < seconds; i++) look?.(1)
    return barks > 0
  }
  return { dog, wait, isLooking: () => look !== null, sleep: (seconds: number) => look?.(seconds) }
}

describe('the watchdog', () => {
  it('takes a worker for stuck that gives no sign of life in the time that its stage may take', () => {
    const { dog, wait } = create()
    dog.begin(1)
    dog.hear({ job: 1, stage: 'detect' })
    expect(wait(19)).toBe(false)
    dog.hear({ job: 1, stage: 'landmark' })
    expect(wait(19)).toBe(false)
    expect(wait(1)).toBe(true)
  })

  it('lets a worker that loads take what it takes', () => {
    const { dog, wait } = create()
    dog.begin(1)
    expect(wait(10_000)).toBe(false)
  })

  it('misses a worker that ended without a word and never begins', () => {
    const { dog, wait } = create()
    dog.hear({ job: null, stage: null })
    dog.begin(1)
    expect(wait(15)).toBe(true)
  })

  it('is patient for less long where nobody waits for the job any more', () => {
    const { dog, wait } = create()
    dog.begin(1)
    dog.hear({ job: 1, stage: 'detect' })
    dog.hurry(1)
    expect(wait(9)).toBe(false)
    expect(wait(1)).toBe(true)
  })

  it('looks only while something is asked', () => {
    const { dog, wait, isLooking } = create()
    dog.begin(1)
    dog.begin(2)
    dog.done(1)
    expect(isLooking()).toBe(true)
    dog.done(2)
    expect(isLooking()).toBe(false)
    dog.hear({ job: null, stage: null })
    expect(wait(1000)).toBe(false)
    dog.begin(3)
    expect(wait(14)).toBe(false)
  })

  it('holds no sleep of the machine against the worker', () => {
    const { dog, wait, sleep } = create()
    dog.begin(1)
    dog.hear({ job: 1, stage: 'score' })
    sleep(8 * 3600)
    expect(wait(1)).toBe(false)
  })
})

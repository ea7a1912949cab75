export type Fifo = <T>(job: () => Promise<T>) => Promise<T>

/** Runs jobs one at a time, in order of arrival. One that fails fails alone. */
export function createFifo(): Fifo {
  let tail: Promise<unknown> = Promise.resolve()
  return <T>(job: () => Promise<T>): Promise<T> => {
    const result = tail.then(job)
    tail = result.catch(() => undefined)
    return result
  }
}

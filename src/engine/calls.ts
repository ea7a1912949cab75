/** Calls to a worker, which may die and then answers none of them. */
export interface Calls {
  /** How many wait for their answer. */
  readonly open: number
  /** Settles as the answer does, or rejects with what `fail` is given first. An answer that came is not held on to. */
  settle<T>(answer: Promise<T>): Promise<T>
  /** Rejects all that wait. */
  fail(reason: unknown): void
}

export function createCalls(): Calls {
  const rejects = new Set<(reason: unknown) => void>()
  return {
    get open() {
      return rejects.size
    },
    async settle(answer) {
      let fail: (reason: unknown) => void = () => {}
      const failed = new Promise<never>((_, reject) => {
        fail = reject
      })
      rejects.add(fail)
      try {
        return await Promise.race([answer, failed])
      } finally {
        rejects.delete(fail)
      }
    },
    fail(reason) {
      for (const reject of rejects) reject(reason)
    },
  }
}

/** Milliseconds between two messages to the page. */
const interval = 100

export interface Pace {
  /** Sends now where the last sending is long enough ago; else what is there waits for the next call. */
  touch(): void
  /** Sends what still waits. */
  end(): void
}

/** Holds messages to ten a second. `send` takes along whatever has gathered. */
export function createPace(send: () => void, now: () => number = () => performance.now()): Pace {
  let last = Number.NEGATIVE_INFINITY
  let waits = false
  const flush = () => {
    last = now()
    waits = false
    send()
  }
  return {
    touch() {
      waits = true
      if (now() - last >= interval) flush()
    },
    end() {
      if (waits) flush()
    },
  }
}

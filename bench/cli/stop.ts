import { constants } from 'node:os'

/** Whether a person, or the system, has asked the command to end. */
export interface Stop {
  readonly signal: AbortSignal
  /** What the shell expects of a command that such a signal ended; 0 while none came. */
  exitCode(): number
  /** Asks for it from within. */
  now(): void
}

/** One Ctrl+C may arrive twice: from the terminal, and from npm, which hands it on. In milliseconds. */
const sameSignal = 1000

/**
 * Listens for Ctrl+C, SIGTERM and the end of the terminal, so that the command can leave its files in order. A second one
 * ends it at once.
 */
export function listenForStop(): Stop {
  const controller = new AbortController()
  let code = 0
  let first = 0
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (code !== 0) {
        if (performance.now() - first > sameSignal) process.exit(code)
        return
      }
      first = performance.now()
      code = 128 + constants.signals[name]
      controller.abort()
    })
  return { signal: controller.signal, exitCode: () => code, now: () => controller.abort() }
}

/**
 * Nobody reads any more: `command | head` is no error.
 * @param onClosed  called when stdout is closed at its other end
 */
export function quietPipes(onClosed: () => void): void {
  const closed = (then: () => void) => (error: NodeJS.ErrnoException) => {
    // EIO: the terminal is gone.
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
    then()
  }
  process.stdout.on('error', closed(onClosed))
  process.stderr.on(
    'error',
    closed(() => {}),
  )
}

import { EngineCrashedError } from '#engine/errors.ts'

/**
 * Asks the engine, and once more where it died with the question in it, since another job may have been to blame: the
 * second question waits until it is back.
 */
export async function askAgain<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (thrown) {
    if (!(thrown instanceof EngineCrashedError)) throw thrown
    return ask()
  }
}

import { FaceFinderStartError, FaceTaskError } from './errors.ts'
import type { Tasks } from './tasks.ts'

/** Tasks that start when they are first asked for, and again where the browser took their WebGL contexts away. */
export interface LivingTasks<T extends Tasks> {
  /** @throws FaceFinderStartError */
  get(): Promise<T>
  close(): void
}

export function createLivingTasks<T extends Tasks>(start: () => Promise<T>): LivingTasks<T> {
  let tasks: T | null = null
  const close = () => {
    tasks?.close()
    tasks = null
  }
  return {
    async get() {
      if (tasks?.isLost()) close()
      tasks ??= await startTwice(start)
      return tasks
    },
    close,
  }
}

/** Since a busy machine may let MediaPipe down once. */
const startTwice = <T>(start: () => Promise<T>) =>
  start()
    .catch(start)
    .catch((cause: unknown) => {
      throw new FaceFinderStartError(cause)
    })

/**
 * Runs one of the tasks.
 * @throws FaceTaskError where it fails, and where it lost its WebGL context meanwhile
 */
export function run<R>(tasks: Tasks, task: () => R): R {
  let result: R
  try {
    result = task()
  } catch (cause) {
    throw new FaceTaskError(cause)
  }
  if (tasks.isLost()) throw new FaceTaskError(new Error('The WebGL context was lost.'))
  return result
}

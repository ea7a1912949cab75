import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { endOfWork, type ThreadAnswer, type ThreadMessage, type ThreadOrder, type ThreadSetting } from './messages.ts'

/**
 * Hands out work to threads, each of which has every net, until there is no more.
 * @param work      asked for the next one whenever a thread is free
 * @param onAnswer  called with each, in the order in which they come
 * @throws Error where a net or a thread fails; AbortError where the signal aborts
 */
export async function runThreads<Work>(
  {
    setting,
    threads,
    signal,
  }: { readonly setting: ThreadSetting; readonly threads: number; readonly signal: AbortSignal },
  work: Iterator<Work>,
  orderOf: (work: Work) => ThreadOrder,
  onAnswer: (work: Work, answer: ThreadAnswer) => void,
): Promise<void> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('start-worker.mjs', import.meta.url), { workerData: setting, execArgv: [] }),
  )
  const exits = workers.map(
    (worker) =>
      new Promise<Error>((resolve) => {
        worker.once('error', resolve)
        worker.once('exit', (code) => resolve(new Error(`A thread ended with ${code}.`)))
      }),
  )
  try {
    await Promise.all(
      workers.map(async (worker, i) => {
        const died = exits[i]!.then((error) => {
          throw error
        })
        // That it ends once all is done is no failure.
        died.catch(() => {})
        for (let next = work.next(); !next.done; next = work.next()) {
          const reply = once(worker, 'message', { signal })
          worker.postMessage(orderOf(next.value))
          const [message] = (await Promise.race([reply, died])) as [ThreadMessage]
          if ('error' in message) throw new Error(message.error)
          onAnswer(next.value, message.answer)
        }
      }),
    )
  } finally {
    for (const worker of workers) worker.postMessage(endOfWork)
    await Promise.all(exits)
  }
}

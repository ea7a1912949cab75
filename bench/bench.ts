import { parseArgs } from 'node:util'
import { fromCommandLine } from './cli/arguments.ts'
import { benchLive } from './throughput/live.ts'
import { benchSweep } from './throughput/sweep.ts'

const usage = `npm run --silent bench -- NAME

Measures the production build in Chromium; the last line of stdout is JSON.

  sweep   100 crops of the Lab's sweeps: seconds, scores_per_s, longest_task_ms of the page's main thread, backend
  live    one face before a fake camera for 10 s, on WASM with one thread: fps (student scores a second), baseline_fps,
          stages (milliseconds in the engine), dropped (frames that nobody scored), memory_mib of the whole browser,
          backend, threads
          --minutes N   for so long, after four more; exit code 1 where memory grows by more than 2 MiB a minute

Example: npm run --silent bench -- sweep
`

/** Each prints what it does to stderr and returns what the last line of stdout says. */
const run = fromCommandLine(usage, (): (() => Promise<object>) => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { minutes: { type: 'string' } } })
  const minutes = values.minutes === undefined ? null : Number(values.minutes)
  if (minutes !== null && !(minutes > 0)) throw new Error(`--minutes takes a number, not ${values.minutes}.`)
  switch (positionals.join(' ')) {
    case 'sweep':
      if (minutes !== null) throw new Error('sweep has no --minutes.')
      return benchSweep
    case 'live':
      return () => benchLive(minutes)
    default:
      throw new Error('Which of sweep, live?')
  }
})
process.stdout.write(`${JSON.stringify(await run())}\n`)

import { fromCommandLine } from './cli/arguments.ts'
import { benchSweep } from './throughput/sweep.ts'

/** What can be measured, by name. Each prints what it does to stderr and returns what the last line of stdout says. */
const benchmarks: Readonly<Record<string, () => Promise<object>>> = { sweep: benchSweep }

const usage = `npm run --silent bench -- NAME

Measures the production build in Chromium; the last line of stdout is JSON.

  sweep   100 crops of the Lab's sweeps: seconds, scores_per_s, longest_task_ms of the page's main thread, backend

Example: npm run --silent bench -- sweep
`

const run = fromCommandLine(usage, () => {
  const [name = '', ...rest] = process.argv.slice(2)
  const benchmark = benchmarks[name]
  if (!benchmark || rest.length > 0) throw new Error(`Which of ${Object.keys(benchmarks).join(', ')}?`)
  return benchmark
})
process.stdout.write(`${JSON.stringify(await run())}\n`)

import { parseArgs } from 'node:util'
import { fromCommandLine } from './cli/arguments.ts'
import { fromStanding } from './cli/standing.ts'
import { benchCloserLook } from './closer-look/curve.ts'
import { benchShortWay } from './short-way/short-way.ts'
import { benchBatch } from './throughput/batch.ts'
import { benchFind } from './throughput/find.ts'
import { benchLive } from './throughput/live.ts'
import { benchSweep } from './throughput/sweep.ts'

const usage = `npm run --silent bench -- NAME

Measures the production build in Chromium; the last line of stdout is JSON.

  sweep   100 crops of the Lab's sweeps: seconds, scores_per_s, longest_task_ms of the page's main thread, backend
  live    one face before a fake camera for 10 s, on WASM with one thread: fps (student scores a second), baseline_fps,
          stages (milliseconds in the engine), dropped (frames that nobody scored), memory_mib of the whole browser,
          backend, threads
          --minutes N   for so long, after four more; exit code 1 where memory grows by more than 2 MiB a minute
  find    the search for faces on made photos, decoding included: ms by megapixels, faces and pixels between the eyes
  closer-look   what a threshold of the closer look at a detection misses, and lets pass
          --data DIR    a set whose faces are looked for, of split val; as often as there are some
          --plain DIR   pictures without a face
  short-way [FILE|DIR...]
          detector, locator, crop beside detector, landmarker, crop, on the sample photos or those named: milliseconds, how
          far the crops are from each other, and by how much the student's scores differ
          --locator FILE.onnx   another than the released one
  batch   photos a second of npm run score on WASM, without its start, by stability, models and jobs: photos_per_s, and
          times_first, against one job with everything, the first row
          --photos DIR  by default public/samples, which is small: take some hundred photos

Example: npm run --silent bench -- sweep
`

/** Each prints what it does to stderr and returns what the last line of stdout says. */
const run = fromCommandLine(usage, (): (() => Promise<object>) => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      minutes: { type: 'string' },
      data: { type: 'string', multiple: true, default: [] },
      plain: { type: 'string' },
      locator: { type: 'string' },
      photos: { type: 'string' },
    },
  })
  const [name, ...inputs] = positionals
  const minutes = values.minutes === undefined ? null : Number(values.minutes)
  if (minutes !== null && !(minutes > 0)) throw new Error(`--minutes takes a number, not ${values.minutes}.`)
  if (minutes !== null && name !== 'live') throw new Error(`${name} has no --minutes.`)
  const { data, plain } = values
  if (name !== 'closer-look' && (data.length > 0 || plain)) throw new Error(`${name} has no --data and no --plain.`)
  if (name !== 'short-way' && (inputs.length > 0 || values.locator !== undefined))
    throw new Error('Only short-way takes photos and --locator.')
  if (values.photos !== undefined && name !== 'batch') throw new Error(`${name} has no --photos.`)
  switch (name) {
    case 'sweep':
      return benchSweep
    case 'live':
      return () => benchLive(minutes)
    case 'find':
      return benchFind
    case 'closer-look':
      if (data.length === 0 || !plain) throw new Error('closer-look needs --data and --plain.')
      return () => benchCloserLook(data, plain)
    case 'short-way': {
      const photos = inputs.length > 0 ? inputs : ['public/samples', 'e2e/photos']
      return () => benchShortWay(photos, values.locator ?? null)
    }
    case 'batch':
      return () => benchBatch(values.photos === undefined ? 'public/samples' : fromStanding(values.photos))
    default:
      throw new Error('Which of sweep, live, find, closer-look, short-way, batch?')
  }
})
process.stdout.write(`${JSON.stringify(await run())}\n`)

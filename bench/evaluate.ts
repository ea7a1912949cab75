import { existsSync, readFileSync } from 'node:fs'
import { PlumbError } from '#domain/errors.ts'
import { evaluate } from '#domain/evaluation/figures/evaluate.ts'
import packageJson from '../package.json' with { type: 'json' }
import { fromCommandLine, messageOf } from './cli/arguments.ts'
import { UnknownChoiceError } from './cli/choose.ts'
import { writeWhole } from './cli/part-file.ts'
import { readArguments } from './evaluate/command/read-arguments.ts'
import { usage } from './evaluate/command/usage.ts'
import { writeCrops } from './evaluate/crops/write-crops.ts'
import { runEvaluation } from './evaluate/evaluation.ts'
import { findFaces } from './evaluate/inputs/faces/find-faces.ts'
import { isIncomplete, missingSentences } from './evaluate/inputs/missing.ts'
import type { FindFaces } from './evaluate/inputs/open-sets.ts'
import { withScales } from './evaluate/manifest.ts'
import { openCrops, openEvaluation } from './evaluate/open-evaluation.ts'
import { resultsText, withGroupsOf } from './evaluate/results-file.ts'
import type { FailedImage } from './evaluate/run/measure.ts'
import { progressLine } from './evaluate/run/progress.ts'
import { tableOf } from './evaluate/table.ts'

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

/** Names of what failed, the first of many. */
function sayFailed(failed: readonly { readonly path: string; readonly message: string }[]): void {
  for (const { path, message } of failed.slice(0, 20)) say(`${path}: ${message}`)
  if (failed.length > 20) say(`… and ${failed.length - 20} more.`)
}

const asked = fromCommandLine(usage, readArguments)
const stop = new AbortController()
const onInterrupt = () => stop.abort()
process.on('SIGINT', onInterrupt)

/** Whether something was lost that should have been measured. */
let isIncompleteRun = false

const findWithBrowser: FindFaces = async (images) => {
  const progress = progressLine(process.stderr)
  const found = await findFaces(images, {
    cache: asked.cache,
    signal: stop.signal,
    onProgress: (done, all) => progress.show({ done, all, share: done / all }),
    // Vite and Playwright take seconds to load, which most runs do not need.
    startSearcher: async () => (await import('./evaluate/inputs/faces/browser-searcher.ts')).startBrowserSearcher(),
  })
  progress.end()
  sayFailed(found.failed)
  isIncompleteRun ||= found.failed.length > 0
  return found
}

function sayFailedImages(failed: readonly FailedImage[]): void {
  sayFailed(failed.map(({ image: { path }, message }) => ({ path, message })))
  isIncompleteRun ||= failed.length > 0
}

/** Says what the lists name and the folders lack, and on what no face is. */
function sayMissing(sets: Parameters<typeof missingSentences>[0]): void {
  for (const sentence of missingSentences(sets)) say(sentence)
  isIncompleteRun ||= sets.some(({ missing }) => isIncomplete(missing))
}

async function cut(folder: string): Promise<void> {
  const wanted = await openCrops(asked, findWithBrowser)
  sayMissing(wanted.sets)
  const progress = progressLine(process.stderr)
  const failed = await writeCrops(wanted, folder, { signal: stop.signal, onProgress: progress.show })
  progress.end()
  sayFailedImages(failed)
}

async function figure({ out, manifest }: { readonly out: string; readonly manifest: string | undefined }) {
  const evaluation = await openEvaluation(asked, findWithBrowser, say)
  sayMissing([...evaluation.sets, ...evaluation.grouped])
  const about = {
    app: { name: 'Plumb', version: packageJson.version },
    created: new Date().toISOString(),
    command: ['npm run evaluate --', ...process.argv.slice(2)].join(' '),
  } as const
  const measuring = progressLine(process.stderr)
  const { measured, newScales, failed, leftOut } = await runEvaluation(evaluation, about, {
    signal: stop.signal,
    onProgress: measuring.show,
  })
  measuring.end()
  for (const sentence of leftOut) say(sentence)
  sayFailedImages(failed)

  say('Figuring …')
  // It does not listen while it figures: Ctrl+C then ends it as it ends any program.
  process.off('SIGINT', onInterrupt)
  const figured = evaluate(measured, evaluation)
  const results =
    asked.data.length > 0 ? figured : withGroupsOf(figured, existsSync(out) ? readFileSync(out, 'utf8') : '')
  writeWhole(out, resultsText(results))
  if (manifest) writeWhole(manifest, withScales(readFileSync(manifest, 'utf8'), newScales))
  process.stdout.write(`${tableOf(figured)}\n`)
}

try {
  const { crops, out, manifest } = asked
  await (crops ? cut(crops) : figure({ out: out!, manifest }))
  process.exitCode = isIncompleteRun ? 1 : 0
} catch (thrown) {
  if (stop.signal.aborted)
    say(
      `\nStopped. ${asked.crops ? 'Sets that are whole are kept.' : 'What was measured is kept: the same command goes on.'}`,
    )
  else say([messageOf(thrown), ...(thrown instanceof PlumbError ? [thrown.remedy] : [])].join('\n'))
  process.exitCode = stop.signal.aborted ? 130 : thrown instanceof UnknownChoiceError ? 2 : 1
}

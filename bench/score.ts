import { existsSync } from 'node:fs'
import { PlumbError } from '#domain/errors.ts'
import packageJson from '../package.json' with { type: 'json' }
import { fromCommandLine, messageOf } from './cli/arguments.ts'
import { partOf } from './cli/outputs.ts'
import { listenForStop, quietPipes } from './cli/stop.ts'
import { readArguments } from './score/command/read-arguments.ts'
import { usage } from './score/command/usage.ts'
import { countSkipped } from './score/inputs/skipped.ts'
import type { ProgressBar } from './score/progress.ts'

let progress: ProgressBar | null = null
const sayPlainly = (line: string) => void process.stderr.write(`${line}\n`)
const skipped = countSkipped((line) => (progress ? progress.say(line) : sayPlainly(line)))
const asked = fromCommandLine(usage, () => readArguments(skipped.onSkipped))

const stop = listenForStop()
const endAtOnce = () => {
  sayPlainly('Stopped; nothing was scored yet.')
  process.exit(stop.exitCode())
}
stop.signal.addEventListener('abort', endAtOnce)
quietPipes(() => {
  // Where the table is all that was asked for, nobody wants the rest.
  if (asked.outputs.length === 0) stop.now()
})

/** Where the results of a run that is not whole are. */
function whereLeft(): string {
  const left = asked.outputs.map(({ path }) => partOf(path)).filter((path) => existsSync(path))
  const goesOn = asked.outputs.some(({ format }) => format === 'ndjson')
  return left.length === 0 ? '' : ` What is finished is in ${left.join(', ')}${goesOn ? '; --resume goes on' : ''}.`
}

try {
  // Playwright takes seconds to load, which a word about a wrong argument should not wait for.
  const { scoreInputs } = await import('./score/score-inputs.ts')
  const { startProgress } = await import('./score/progress.ts')
  const { photos, faces, failures, seconds, backend, reason } = await scoreInputs(asked, {
    version: packageJson.version,
    signal: stop.signal,
    startProgress(total) {
      stop.signal.removeEventListener('abort', endAtOnce)
      const bar = startProgress(total)
      const end = () => {
        progress = null
        bar.end()
      }
      progress = { ...bar, end }
      return progress
    },
  })
  // Where nobody reads the table any more, nobody reads this.
  if (stop.signal.aborted && stop.exitCode() !== 0) sayPlainly(`Stopped after ${photos} photos.${whereLeft()}`)
  if (!stop.signal.aborted) {
    const summary = skipped.summary()
    if (summary) sayPlainly(summary)
    sayPlainly(
      `Photos: ${photos} in ${seconds.toFixed(1)} s. Faces scored: ${faces}, on ${backend} (${reason}). Failed: ${failures}.`,
    )
  }
  process.exitCode = stop.exitCode() || (failures > 0 || skipped.hasUnreadable() ? 1 : 0)
} catch (thrown) {
  sayPlainly([messageOf(thrown), ...(thrown instanceof PlumbError ? [thrown.remedy] : [])].join(' ') + whereLeft())
  process.exitCode = 1
}

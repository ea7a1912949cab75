import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PlumbError } from '#domain/errors.ts'
import { evaluate } from '#domain/evaluation/figures/evaluate.ts'
import packageJson from '../package.json' with { type: 'json' }
import { fromCommandLine, messageOf } from './cli/arguments.ts'
import { UnknownChoiceError } from './cli/choose.ts'
import { runEvaluation } from './evaluate/evaluation.ts'
import { conditions, defaultConditions } from './evaluate/inputs/conditions.ts'
import { findFaces } from './evaluate/inputs/faces/find-faces.ts'
import type { FindFaces } from './evaluate/inputs/open-sets.ts'
import { withScales } from './evaluate/manifest.ts'
import { ownModel, together } from './evaluate/models/find-models.ts'
import { openEvaluation, usualMethods } from './evaluate/open-evaluation.ts'
import { resultsText } from './evaluate/results-file.ts'
import { progressLine } from './evaluate/run/progress.ts'
import { tableOf } from './evaluate/table.ts'

const usage = `Measures how well scores tell which faces a recogniser gets wrong, with crops aligned well and badly.

Usage: npm run evaluate -- --data DIR... --out FILE.json [OPTION]...

  --data DIR         a folder of faces, may be repeated: images/ with pairs.txt or pairs.csv, images/ with identities.csv, or
                     a folder a person. Without a landmarks.csv the app's own engine finds the faces, in a headless Chromium.
                     Its sets: NAME, as it is; NAME-d, a seeded half degraded; and where it lists pairs, NAME-xq-synthetic
                     and NAME-xq-unseen, one side of each pair degraded, in ways that training knows or in others
  --out FILE         where the figures go, as JSON; a table goes to stdout, progress to stderr
  --sets IDS         by default all
  --conditions IDS   how crops are aligned, by default ${defaultConditions.join(', ')}
  --methods IDS      what scores; by default the released models, ${usualMethods.join(', ')},
                     and every --model and --scores
  --judges IDS       recognisers that compare the faces, by default all that are there
  --model FILE.onnx[:PRESET]   a quality model of your own, may be repeated
  --judge FILE.onnx[:PRESET]   a recogniser of your own, may be repeated; it judges, and its embedding's length scores
  --scores NAME=FILE           scores by any method, may be repeated: lines of a path and a score, OFIQ's CSV or Plumb's CSV
                     or JSON, for every condition and degradation alike; or a CSV with the columns condition, file, score
  --models DIR       models of others, by default models/ in $PLUMB_DATA or else in ../shared
  --cache DIR        keeps all that was measured, by default .cache/evaluate; it is not measured again
  --full             every condition and method, and stability over every image, not 500 of each set; takes hours
  --replicates N     of the bootstrap over persons behind every interval, by default 1000
  --manifest FILE    makes the released models' scales anew, from LFW-D, and writes them into this manifest.json

IDS have commas between them; "all" is every one.

Methods, where their files are there:
  plumb-m, plumb-m-baseline        the released models, in public/models
  lightqnet-dm100, deepcam-fqa     quality models of others, in --models
  RECOGNISER-length                how long a recogniser's embedding is, before it is made 1
  laplacian, sharpness, brightness  of the crop
  face-size, detector, random      of the image: pixels between the eyes, the detector's score, chance
Judges:
  edgeface-xs                      another architecture, in no label and no training; its own crops are moved, too
  mobilefacenet-npm                whom the students learned from; fetched from npm once
  mobilefacenet-y1, mobilefacenet-paddle   took part in the students' label
Conditions:
  ${conditions
    .filter(({ landmarks }) => landmarks === 'set')
    .map(({ id }) => id)
    .join(', ')
    .replace(/(.{90,110}), /g, '$1,\n  ')}
  and, after MediaPipe's landmarks instead of the set's, which takes a headless Chromium:
  ${conditions
    .filter(({ landmarks }) => landmarks === 'mediapipe')
    .map(({ id }) => id)
    .join(', ')
    .replace(/(.{90,110}), /g, '$1,\n  ')}
Presets, which say how pixels are prepared: arcface (the default), arcface-128, magface, lightqnet, imagenet, none.

Exit code: 0 all done, 1 some images failed or nothing could be figured, 2 wrong usage, 130 stopped by Ctrl+C. What was
measured is kept: the same command goes on from there.

Example: npm run evaluate -- --data bench/evaluate/fixtures/drawn --out figures.json
`

function readArguments() {
  const text = { type: 'string' } as const
  const texts = { type: 'string', multiple: true, default: [] as string[] } as const
  const { values } = parseArgs({
    options: {
      data: texts,
      out: text,
      sets: text,
      conditions: text,
      methods: text,
      judges: text,
      model: texts,
      judge: texts,
      scores: texts,
      models: text,
      cache: { type: 'string', default: '.cache/evaluate' },
      full: { type: 'boolean', default: false },
      replicates: { type: 'string', default: '1000' },
      manifest: text,
    },
  })
  const { out, data, manifest } = values
  if (data.length === 0) throw new Error('Name a folder of faces with --data.')
  if (!out) throw new Error('Name the file for the figures with --out.')
  const replicates = Number(values.replicates)
  if (!(Number.isInteger(replicates) && replicates > 0)) throw new Error('--replicates takes a whole number from 1 on.')
  const scores = values.scores.map((argument) => {
    const [, name, file] = argument.match(/^([^=]+)=(.+)$/) ?? []
    if (!name || !file) throw new Error(`--scores takes NAME=FILE, and not ${argument}.`)
    return { name, text: readFileSync(file, 'utf8') }
  })
  const shared = join(process.env.PLUMB_DATA ?? '../shared', 'models')
  const models = values.models ?? (existsSync(shared) ? shared : null)
  if (models !== null && !existsSync(models)) throw new Error(`There is no folder ${models}.`)
  if (manifest !== undefined && !existsSync(manifest)) throw new Error(`There is no manifest ${manifest}.`)
  const own = together(
    ...values.model.map((argument) => ownModel(argument, 'quality')),
    ...values.judge.map((argument) => ownModel(argument, 'judge')),
  )
  // A file that cannot be written should be known now, and not after an hour.
  writeFileSync(out, '', { flag: 'a' })
  return { ...values, out, replicates, scores, models, own, rescale: manifest !== undefined }
}

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

/** Names of what failed, the first of many. */
function sayFailed(failed: readonly { readonly path: string; readonly message: string }[]): void {
  for (const { path, message } of failed.slice(0, 20)) say(`${path}: ${message}`)
  if (failed.length > 20) say(`… and ${failed.length - 20} more.`)
}

const { out, manifest, ...asked } = fromCommandLine(usage, readArguments)
const stop = new AbortController()
const onInterrupt = () => stop.abort()
process.on('SIGINT', onInterrupt)

const findWithBrowser: FindFaces = async (images) => {
  const progress = progressLine(process.stderr)
  const found = await findFaces(images, {
    cache: asked.cache,
    signal: stop.signal,
    onProgress: (done, all) => progress.show({ done, all, share: done / all }),
    // Vite and Playwright take seconds to load, which most runs do not need.
    startSearcher: async (paths) =>
      (await import('./evaluate/inputs/faces/browser-searcher.ts')).startBrowserSearcher(paths),
  })
  progress.end()
  sayFailed(found.failed)
  return found
}

async function run(): Promise<boolean> {
  const evaluation = await openEvaluation(asked, findWithBrowser, say)
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
  sayFailed(failed.map(({ image: { path }, message }) => ({ path, message })))

  say('Figuring …')
  // It does not listen while it figures: Ctrl+C then ends it as it ends any program.
  process.off('SIGINT', onInterrupt)
  const results = evaluate(measured, evaluation)
  writeFileSync(out, resultsText(results))
  if (manifest) writeFileSync(manifest, withScales(readFileSync(manifest, 'utf8'), newScales))
  process.stdout.write(`${tableOf(results)}\n`)
  return failed.length === 0
}

try {
  process.exitCode = (await run()) ? 0 : 1
} catch (thrown) {
  if (stop.signal.aborted) say('\nStopped. What was measured is kept: the same command goes on.')
  else say([messageOf(thrown), ...(thrown instanceof PlumbError ? [thrown.remedy] : [])].join('\n'))
  process.exitCode = stop.signal.aborted ? 130 : thrown instanceof UnknownChoiceError ? 2 : 1
}

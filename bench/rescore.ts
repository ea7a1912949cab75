import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fromCommandLine, messageOf } from './cli/arguments.ts'
import { printable } from './cli/printable.ts'
import { fromStanding } from './cli/standing.ts'
import { openModels } from './rescore/models.ts'
import { parseRecord } from './rescore/record-schema.ts'
import { rescore, tolerance } from './rescore/rescore.ts'

const usage = `Scores the faces of a result record again, in Node, and prints the largest difference.

Usage: npm run rescore -- RESULTS.json --photos DIR [--models DIR] [--model FILE.onnx]...

  RESULTS.json  from npm run score -- --json, or exported by the app
  --photos      the folder that the record's file names are relative to
  --models      the folder with manifest.json, by default public/models
  --model       a model of your own that scored in the Lab, known by its sha256; without it its scores are left out

Exit code: 0 all within ${tolerance}, 1 some not, or not scored again, 2 wrong usage.

Example: npm run score -- e2e/photos --json scores.json
         npm run rescore -- scores.json --photos e2e/photos
`

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      photos: { type: 'string' },
      models: { type: 'string' },
      model: { type: 'string', multiple: true, default: [] },
    },
  })
  const [results] = positionals
  if (!results || positionals.length > 1) throw new Error('Name one result record.')
  if (!values.photos) throw new Error('Name the folder of the photos.')
  const record = parseRecord(JSON.parse(readFileSync(fromStanding(results), 'utf8')))
  return {
    record,
    photos: fromStanding(values.photos),
    folder: values.models === undefined ? 'public/models' : fromStanding(values.models),
    files: values.model.map(fromStanding),
  }
}

const { record, photos, folder, files } = fromCommandLine(usage, readArguments)
try {
  const { models, leftOut } = await openModels(record, folder, files)
  for (const sentence of leftOut) process.stderr.write(`${sentence}\n`)
  const { faces, crops, largest, failed } = await rescore(
    record,
    models,
    (file) => join(photos, file),
    (file) => process.stderr.write(`${printable(file)}\n`),
  )
  process.stdout.write(`Scored again: ${crops} crops of ${faces} faces, by ${models.length} models.\n`)
  if (largest) {
    const { what, recorded, again, difference } = largest
    process.stdout.write(`Largest difference: ${difference.toExponential(2)} (${what}: ${recorded}, now ${again}).\n`)
  }
  for (const { file, message } of failed) process.stderr.write(`${printable(file)}: ${message}\n`)
  // Written so that NaN fails too.
  const agrees = largest === null || largest.difference <= tolerance
  process.exitCode = agrees && failed.length === 0 ? 0 : 1
} catch (thrown) {
  process.stderr.write(`${messageOf(thrown)}\n`)
  process.exitCode = 1
}

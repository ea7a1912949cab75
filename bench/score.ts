import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { csvText } from '#domain/csv.ts'
import { type FailedRecord, isBackendChoice, toCsvRows, toRecord } from '#domain/quality/record.ts'
import { shownPair } from '#domain/quality/shown-pair.ts'
import { parseManifest } from '#inference/models/manifest.ts'
import packageJson from '../package.json' with { type: 'json' }
import { fromCommandLine, messageOf } from './cli/arguments.ts'
import { createCropFolder } from './score/crop-folder.ts'
import { findPhotos } from './score/photos.ts'
import { createRecordFile } from './score/record-file.ts'
import { createTable } from './score/table.ts'

const usage = `Scores face photos with the app's own engine, in a headless Chromium.

Usage: npm run score -- FILE|DIR... [--csv OUT] [--json OUT] [--save-crops DIR] [--model plumb-s] [--backend auto|webgpu|wasm]

  FILE|DIR   photos, or folders with photos at any depth
  --csv      writes a row a face and model
  --json     writes the result record, which npm run rescore reads
  --save-crops  writes each face as a PNG of 112 × 112, cut again by what the student found
  --model    has another released student score, beside its baseline
  --backend  forces one; auto (the default) takes the faster

A table goes to stdout (with npm run --silent, nothing else does), progress to stderr.
Exit code: 0 all scored, 1 some failed, 2 wrong usage.

Example: npm run score -- e2e/photos --csv scores.csv
`

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      csv: { type: 'string' },
      json: { type: 'string' },
      'save-crops': { type: 'string' },
      model: { type: 'string' },
      backend: { type: 'string', default: 'auto' },
    },
  })
  if (positionals.length === 0) throw new Error('Name at least one photo or folder.')
  const { backend } = values
  if (!isBackendChoice(backend)) throw new Error(`There is no backend ${backend}.`)
  const photos = findPhotos(positionals)
  if (photos.length === 0) throw new Error('There is no picture in these folders.')
  const student = values.model ?? null
  // The page would say the same, but only once Chromium runs.
  const pair = shownPair(parseManifest(JSON.parse(readFileSync('public/models/manifest.json', 'utf8'))).models, student)
  const folder = values['save-crops']
  const aligns = pair.some(({ role, output }) => role === 'student' && output.alignment)
  if (folder !== undefined && !aligns)
    throw new Error('--save-crops needs a student that aligns itself; this one does not.')
  const crops =
    folder === undefined
      ? null
      : createCropFolder(
          folder,
          photos.map(({ path }) => path),
        )
  for (const out of [values.csv, values.json]) if (out) writeFileSync(out, '')
  return { ...values, backend, student, photos, crops }
}

const { photos, csv, json, backend, student, crops } = fromCommandLine(usage, readArguments)
let faceCount = 0
const failed: FailedRecord[] = []
// Vite and Playwright take seconds to load, which a word about a wrong argument should not wait for.
const { startHeadless } = await import('./score/headless-browser.ts')
const browser = await startHeadless(photos, { backend, student })
const record = json ? createRecordFile(json) : null
try {
  const start = await browser.info()
  const table = createTable(
    photos.map(({ name }) => name),
    start.models.map(({ id }) => id),
  )
  process.stdout.write(`${table.header}\n`)
  for (const [index, { name }] of photos.entries()) {
    process.stderr.write(`${index + 1}/${photos.length} ${name}\n`)
    const result = await browser.score(index, crops !== null).catch((thrown) => ({
      faces: [],
      crops: [],
      failed: [{ file: name, code: 'unexpected', message: messageOf(thrown) }],
    }))
    for (const face of result.faces) process.stdout.write(`${table.row(face)}\n`)
    for (const { message } of result.failed) process.stderr.write(`  ${message}\n`)
    if (csv && result.faces.length > 0)
      appendFileSync(csv, csvText(toCsvRows(result.faces), { header: faceCount === 0 }))
    record?.add(result.faces)
    crops?.write(name, result.crops)
    faceCount += result.faces.length
    failed.push(...result.failed)
  }
  const { backend: used, reason, models } = await browser.info()
  process.stderr.write(`Faces scored: ${faceCount}, on ${used} (${reason.code}).\n`)
  const { faces: _, ...about } = toRecord(
    {
      version: packageJson.version,
      created: new Date().toISOString(),
      backend: used,
      landmarks: 'landmarker',
      models: models.map(({ id, sha256 }) => ({ id, sha256 })),
      failed,
    },
    [],
  )
  record?.end(about)
} catch (thrown) {
  if (json) process.stderr.write(`${json} is incomplete.\n`)
  throw thrown
} finally {
  await browser.close()
}
if (failed.length > 0) {
  process.stderr.write(
    `${failed.length} failed:\n${failed.map(({ file, message }) => `  ${file}: ${message}\n`).join('')}`,
  )
  process.exitCode = 1
}

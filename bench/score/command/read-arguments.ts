import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type ProtocolId, protocols } from '#domain/alignment/protocols.ts'
import { isBackendChoice } from '#domain/quality/record.ts'
import { shownPair } from '#domain/quality/shown-pair.ts'
import { parseManifest } from '#inference/models/manifest.ts'
import { checkOutputs } from '../../cli/outputs.ts'
import { fromStanding } from '../../cli/standing.ts'
import { createCropFolder } from '../crop-folder.ts'
import { listedInputs, namedInputs } from '../inputs/inputs.ts'
import type { OnSkipped } from '../inputs/skipped.ts'
import { usualJobs } from '../jobs.ts'
import { asideOf } from '../journal.ts'
import { formats, isFormat } from '../outputs/formats.ts'

/**
 * What the command line asks for.
 * @throws Error where it is wrong usage, and OutputRefusedError; nothing is written yet
 */
export function readArguments(onSkipped: OnSkipped) {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      list: text,
      stability: { type: 'string', default: 'p24' },
      models: { type: 'string', default: 'both' },
      model: text,
      backend: { type: 'string', default: 'auto' },
      jobs: text,
      csv: text,
      ndjson: text,
      parquet: text,
      json: text,
      'save-crops': text,
      resume: { type: 'boolean', default: false },
    },
  })
  const { backend, stability, models, list, resume } = values
  if (!isBackendChoice(backend)) throw new Error(`There is no backend ${backend}.`)
  if (!isProtocol(stability))
    throw new Error(`--stability takes ${Object.keys(protocols).join(', ')}, not ${stability}.`)
  if (models !== 'both' && models !== 'student') throw new Error(`--models takes both or student, not ${models}.`)
  const jobs = values.jobs === undefined ? usualJobs() : Number(values.jobs)
  if (!(Number.isInteger(jobs) && jobs > 0)) throw new Error('--jobs takes a whole number from 1 on.')
  if (resume && values.ndjson === undefined) throw new Error('--resume goes on from a file that --ndjson names.')
  const student = values.model ?? null
  // The page would say the same, but only once Chromium runs.
  const pair = shownPair(parseManifest(JSON.parse(readFileSync('public/models/manifest.json', 'utf8'))).models, student)

  if (positionals.length > 0 && list !== undefined) throw new Error('Name inputs, or a list of them with --list.')
  if (positionals.length === 0 && list === undefined) throw new Error('Name at least one photo or folder.')
  const listFile = list === undefined || list === '-' ? null : fromStanding(list)
  if (listFile !== null && !existsSync(listFile)) throw new Error(`There is no list ${listFile}.`)
  const paths = positionals.map(fromStanding)
  const inputs = list === undefined ? namedInputs(paths, onSkipped) : listedInputs(listFile, onSkipped)
  if (inputs.isEmpty) throw new Error('There is no picture in these folders.')

  const wanted = Object.entries(values).flatMap(([id, value]) =>
    isFormat(id) && typeof value === 'string'
      ? [{ format: id, option: `--${id}`, path: fromStanding(value), isOurs: formats[id].isOurs }]
      : [],
  )
  const outputs = checkOutputs(wanted, listFile === null ? paths : [listFile], resume)
  const ndjson = outputs.find(({ format }) => format === 'ndjson')
  if (resume && ndjson) checkOutputs([{ ...ndjson, path: asideOf(ndjson.path) }], [])
  const cropFolder = values['save-crops']
  if (cropFolder !== undefined && !pair.some(({ role, output }) => role === 'student' && output.alignment))
    throw new Error('--save-crops needs a student that aligns itself; this one does not.')
  return {
    inputs,
    outputs,
    crops: cropFolder === undefined ? null : createCropFolder(fromStanding(cropFolder), paths),
    stability,
    isStudentAlone: models === 'student',
    student,
    backend,
    jobs,
    goesOnFrom: resume ? ndjson!.path : null,
  }
}

export type Arguments = ReturnType<typeof readArguments>

const isProtocol = (word: string): word is ProtocolId => Object.hasOwn(protocols, word)

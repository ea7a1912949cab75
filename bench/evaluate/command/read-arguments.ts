import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { decodeText } from '#domain/evaluation/decode-text.ts'
import { checkOutputs } from '../../cli/outputs.ts'
import { fromStanding } from '../../cli/standing.ts'
import { ownMender, ownModel, together } from '../models/find-models.ts'
import { isResultsStart } from '../results-file.ts'

/** In the package's own folder, wherever the person stands. */
const usualCache = '.cache/evaluate'

/**
 * What the command line asks for.
 * @throws Error where it is wrong usage
 */
export function readArguments() {
  const text = { type: 'string' } as const
  const texts = { type: 'string', multiple: true, default: [] as string[] } as const
  const { values: given } = parseArgs({
    options: {
      data: texts,
      groups: texts,
      out: text,
      crops: text,
      sets: text,
      conditions: text,
      methods: text,
      judges: text,
      model: texts,
      judge: texts,
      scores: texts,
      models: text,
      cache: text,
      mender: text,
      agreed: { type: 'boolean', default: false },
      sweeps: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      replicates: { type: 'string', default: '1000' },
      manifest: text,
    },
  })
  const values = {
    ...given,
    data: given.data.map(fromStanding),
    groups: given.groups.map(fromStanding),
    model: given.model.map(fromStanding),
    judge: given.judge.map(fromStanding),
    out: placeOf(given.out),
    crops: placeOf(given.crops),
    models: placeOf(given.models),
    manifest: placeOf(given.manifest),
    mender: placeOf(given.mender),
    cache: placeOf(given.cache) ?? usualCache,
  }
  const { crops, data, groups, manifest } = values
  let { out } = values
  if (data.length === 0 && (groups.length === 0 || crops)) throw new Error('Name a folder of faces with --data.')
  if (!out && !crops) throw new Error('Name the file for the figures with --out, or a folder for crops with --crops.')
  if (crops && (out || manifest)) throw new Error('--crops measures nothing: leave out --out and --manifest.')
  const replicates = Number(values.replicates)
  if (!(Number.isInteger(replicates) && replicates > 0)) throw new Error('--replicates takes a whole number from 1 on.')
  const scoreFiles: string[] = []
  const scores = values.scores.map((argument) => {
    const [, name, file] = argument.match(/^([^=]+)=(.+)$/) ?? []
    if (!name || !file) throw new Error(`--scores takes NAME=FILE, and not ${argument}.`)
    const path = fromStanding(file)
    scoreFiles.push(path)
    return { name, text: decodeText(readFileSync(path)) }
  })
  const shared = join(process.env.PLUMB_DATA ?? '../shared', 'models')
  const models = values.models ?? (existsSync(shared) ? shared : null)
  if (models !== null && !existsSync(models)) throw new Error(`There is no folder ${models}.`)
  if (manifest !== undefined && !existsSync(manifest)) throw new Error(`There is no manifest ${manifest}.`)
  const own = together(
    ...values.model.map((argument) => ownModel(argument, 'quality')),
    ...values.judge.map((argument) => ownModel(argument, 'judge')),
  )
  // A file that cannot be written, or must not be, should be known now, and not after an hour.
  if (out) {
    const inputs = [...scoreFiles, ...(manifest === undefined ? [] : [manifest])]
    out = checkOutputs([{ option: '--out', path: out, isOurs: isResultsStart }], inputs, true)[0]!.path
  }
  const mender = values.mender === undefined ? null : ownMender(values.mender)
  return { ...values, out, replicates, scores, models, own, mender, rescale: manifest !== undefined }
}

const placeOf = (path: string | undefined) => (path === undefined ? undefined : fromStanding(path))

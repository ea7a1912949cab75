import { join } from 'node:path'
import { PlumbError } from '#domain/errors.ts'
import { readManifest } from '#inference/models/node.ts'
import { choose } from '../cli/choose.ts'
import type { WantedCrops } from './crops/write-crops.ts'
import { type Evaluation, type Mender, movesToo } from './evaluation.ts'
import { type GroupedFolder, openGroups } from './groups/open-groups.ts'
import { agreedSets } from './inputs/agreed-sets.ts'
import { type Condition, conditions, defaultConditions } from './inputs/conditions.ts'
import type { EvaluatedSet } from './inputs/face-set.ts'
import { type FindFaces, foundFaceOf, openSets } from './inputs/open-sets.ts'
import {
  type Models,
  modelsIn,
  nothing,
  npmModels,
  plainMeasures,
  releasedModels,
  together,
} from './models/find-models.ts'
import { npmRecogniser } from './models/known-models.ts'
import type { Judge, Method } from './models/methods.ts'
import type { MenderSpec } from './models/net.ts'
import { scoreMethod } from './models/score-files.ts'

/** What a command line asks for. Lists are ids with commas between, or `all`; undefined for the usual ones. */
export interface Asked {
  readonly data: readonly string[]
  /** Folders whose images have labels of people. */
  readonly groups: readonly string[]
  readonly sets?: string | undefined
  readonly conditions?: string | undefined
  readonly methods?: string | undefined
  readonly judges?: string | undefined
  /** All conditions and methods, and the stability over all images. */
  readonly full: boolean
  /** A person's own models. */
  readonly own: Models
  readonly scores: readonly { readonly name: string; readonly text: string }[]
  /** The folder of others' models; null where there is none. */
  readonly models: string | null
  readonly cache: string
  readonly replicates: number
  /** Whether undegraded sets come again, without the faces whose landmarks are in doubt. */
  readonly agreed: boolean
  /** Whether the Lab's sweeps are measured. */
  readonly sweeps: boolean
  /** A person's own model whose alignment mends crops; null where the first student's does. */
  readonly mender: MenderSpec | null
  /** Whether the released models' scales are made anew. */
  readonly rescale: boolean
}

/** Neither the students nor what they are usually compared with: models that are always asked where they are there. */
export const usualMethods: readonly string[] = ['lightqnet-dm100', 'mobilefacenet-y1-length']

/** Images of each set whose stability is measured, where not all are. */
const usualSample = 500

/** The set whose scores make the scale, 0–100. */
const referenceSet = 'lfw-d'

/** What is called alike, or not there, so that nothing can be asked. */
export class EvaluationError extends PlumbError {
  override readonly name = 'EvaluationError'
  readonly code = 'evaluation-impossible'

  constructor(
    what: string,
    readonly remedy: string,
  ) {
    super(what)
  }
}

/**
 * Opens what crops are cut of, and how, but decodes no image.
 * @throws UnknownChoiceError, and what `openSets` throws
 */
export async function openCrops(
  asked: Pick<Asked, 'data' | 'sets' | 'conditions' | 'full' | 'agreed'>,
  findFaces: FindFaces,
): Promise<WantedCrops> {
  const chosen = await chooseImages(asked, findFaces)
  return { ...chosen, faceOf: await facesOn(chosen, findFaces) }
}

/**
 * Opens everything that an evaluation is about, but decodes no image.
 * @param say  gets sentences about what is left out
 * @throws UnknownChoiceError, EvaluationError, ScoreFileError, and what `openSets` throws
 */
export async function openEvaluation(
  asked: Asked,
  findFaces: FindFaces,
  say: (sentence: string) => void,
): Promise<Evaluation> {
  const { full, cache, replicates } = asked
  const usual = full ? 'all' : undefined
  const chosen = await chooseImages(asked, findFaces)
  const { sets } = chosen
  const grouped: GroupedFolder[] = []
  for (const path of asked.groups) grouped.push(await openGroups(path, findFaces))
  const released = releasedModels('public/models', await readManifest('public/models'))
  const scored = asked.scores.map((scores) => readScores(scores, sets, say))
  const mender = menderOf(asked.mender, released)
  const always = [...released.methods, ...asked.own.methods, ...scored]
  const others = sets.length > 0 ? await othersOf(asked, say) : nothing
  const models = together(released, others, plainMeasures, asked.own, {
    ...nothing,
    methods: scored,
    nets: asked.mender ? [asked.mender] : [],
  })
  for (const list of [models.nets, models.methods, models.judges]) refuseTwins(list)
  const judges = choose('judge', models.judges, asked.judges, () => true)
  if (sets.length > 0 && judges.length === 0)
    throw new EvaluationError('There is no recogniser to judge.', 'Name one with --judge, or a folder with --models.')
  const methods = choose(
    'method',
    models.methods,
    asked.methods ?? usual,
    (method) => always.includes(method) || usualMethods.includes(method.id),
  )
  const reference = asked.rescale ? referenceOf(sets, released.methods, methods, judges) : null
  return {
    ...chosen,
    grouped,
    methods,
    judges,
    nets: models.nets,
    faceOf: await facesOn(chosen, findFaces),
    mender: sets.length > 0 ? mender : null,
    mendsAll: full,
    sweeps: full || asked.sweeps,
    scales: released.scales,
    stabilitySample: full ? Number.POSITIVE_INFINITY : usualSample,
    reference,
    cache,
    replicates,
    fmr: 1e-3,
  }
}

/** The model of which the command names the file; else the first released student that says how its crop is cut. */
function menderOf(own: MenderSpec | null, { nets, methods }: Models): Mender | null {
  if (own) return { id: own.id, label: own.id, sha256: own.sha256, net: own.id }
  const student = nets.find(
    (net) => net.kind === 'released' && net.entry.role === 'student' && net.entry.output.alignment,
  )
  const method = methods.find(({ id }) => id === student?.id)
  return method ? { id: method.id, label: method.label, sha256: method.sha256!, net: method.id } : null
}

async function chooseImages(
  { data, sets, conditions: ids, full, agreed }: Pick<Asked, 'data' | 'sets' | 'conditions' | 'full' | 'agreed'>,
  findFaces: FindFaces,
): Promise<Pick<Evaluation, 'sets' | 'conditions'>> {
  const isUsual = ({ id }: Condition) => defaultConditions.includes(id)
  const opened = await openSets(data, findFaces)
  const all = agreed || full ? [...opened, ...(await agreedSets(opened, findFaces))] : opened
  return {
    sets: choose('set', all, sets, () => true),
    conditions: choose('condition', conditions, ids ?? (full ? 'all' : undefined), isUsual),
  }
}

/** Searches the sets' images where a condition goes by what MediaPipe finds. */
async function facesOn(
  { sets, conditions }: Pick<Evaluation, 'sets' | 'conditions'>,
  findFaces: FindFaces,
): Promise<Evaluation['faceOf']> {
  if (!conditions.some(({ landmarks }) => landmarks === 'mediapipe')) return () => null
  const found = await findFaces(sets.flatMap(({ images }) => images))
  return (image) => foundFaceOf(image, found)
}

/** All that new scales of the released models take. */
function referenceOf(
  sets: readonly EvaluatedSet[],
  released: readonly Method[],
  methods: readonly Method[],
  judges: readonly Judge[],
): Evaluation['reference'] {
  const lacks = (what: string, remedy: string) => new EvaluationError(`Scales cannot be made: ${what}.`, remedy)
  if (!sets.some(({ id }) => id === referenceSet))
    throw lacks(`${referenceSet} is not among the sets`, 'Give the folder lfw with --data.')
  if (!released.every((method) => methods.includes(method)))
    throw lacks('a released model is not among the methods', 'Leave --methods out, or name them all.')
  const judge = judges.find(movesToo)
  if (!judge) throw lacks('no judge is another model than those of label and teacher', 'Add edgeface-xs to the judges.')
  return { set: referenceSet, methods: released.map(({ id }) => id), judge }
}

/** The models that others made, as far as they are there. */
async function othersOf({ models, cache, judges = 'all', methods, full }: Asked, say: (sentence: string) => void) {
  const known = modelsIn(models)
  const isWanted = full || [judges, methods ?? ''].some((list) => list === 'all' || list.includes(npmRecogniser.id))
  const npm = isWanted ? await npmModels(join(cache, `${npmRecogniser.id}.onnx`)) : { models: nothing, leftOut: [] }
  for (const sentence of [...known.leftOut, ...npm.leftOut]) say(sentence)
  return together(known.models, npm.models)
}

function readScores(
  { name, text }: Asked['scores'][number],
  sets: readonly EvaluatedSet[],
  say: (sentence: string) => void,
): Method {
  const { method, unmatched, without, otherSets } = scoreMethod(name, text, sets)
  if (otherSets.length > 0) say(`${name}: scores of ${otherSets.join(', ')} are left out; no such set is evaluated.`)
  if (unmatched.length > 0)
    say(`${name}: ${unmatched.length} names are no image’s, or several images’: ${some(unmatched)}.`)
  if (without > 0) say(`${name}: ${without} images have no score; their comparisons are left out for every method.`)
  return method
}

/** A few of many names. */
const some = (names: readonly string[]) => names.slice(0, 5).join(', ') + (names.length > 5 ? ' …' : '')

function refuseTwins(items: readonly { readonly id: string }[]) {
  const ids = items.map(({ id }) => id)
  const twin = ids.find((id, i) => ids.indexOf(id) < i)
  if (twin !== undefined)
    throw new EvaluationError(`Two models or scores are called ${twin}.`, 'Give one another name.')
}

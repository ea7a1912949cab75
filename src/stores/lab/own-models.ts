import { create } from 'zustand'
import type { Face } from '#domain/alignment/face.ts'
import { type OwnInput, type OwnShape, ownId } from '#domain/quality/own-model.ts'
import type { ModelFailure, OwnModel, VariantOutcome, VariantSpec } from '#engine/protocol.ts'
import { type Failure, failureOf, type PhotoEntry, usePhotos } from '../photos/photos.ts'
import { scoreVariants, theEngine } from '../session.ts'
import { benchable } from './bench.ts'
import { handRests } from './hand-rests.ts'
import { referenceCrops } from './reference-crops.ts'

/** A dropped ONNX on its way to the bench. */
export interface Candidate {
  readonly file: File
  /** Tells it from the one before, which may be of the same name. */
  readonly turn: number
  /** Null until it was looked into. */
  readonly shape: OwnShape | null
  /** Crops scored for its scale, of how many; null while it waits for its settings. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly failure: Failure | null
}

interface State {
  readonly models: readonly OwnModel[]
  readonly candidate: Candidate | null
  /** Dropped files whose turn comes after the candidate's. */
  readonly waiting: readonly File[]
  /** By id of the models that gave some crop no score: why the last one got none. */
  readonly failures: Readonly<Record<string, ModelFailure>>
}

/** A person's own models. They last as long as the page does, whatever becomes of the engine. */
export const useOwnModels = create<State>()(() => ({
  models: [],
  candidate: null,
  waiting: [],
  failures: {},
}))

let controller: AbortController | null = null

/**
 * Takes dropped or chosen files, each in its turn: what a person is busy with stays, and only one that failed makes way
 * for what was dropped in its place.
 */
export function considerModels(files: readonly File[]): void {
  const { candidate, waiting } = useOwnModels.getState()
  const replaces = !candidate || candidate.failure !== null
  useOwnModels.setState({ waiting: replaces ? [...files, ...waiting] : [...waiting, ...files] })
  if (replaces) takeNext()
}

/** Leaves the candidate, whatever it is doing, for the next that waits. */
export function dismissModel(): void {
  controller?.abort()
  takeNext()
}

let turns = 0

function takeNext(): void {
  const [file, ...waiting] = useOwnModels.getState().waiting
  const candidate = file ? { file, turn: ++turns, shape: null, progress: null, failure: null } : null
  useOwnModels.setState({ candidate, waiting })
  if (file) void lookInto(file)
}

async function lookInto(file: File): Promise<void> {
  const signal = begin()
  try {
    change(signal, { shape: await theEngine().inspectModel(file, signal) })
  } catch (thrown) {
    fail(thrown, signal)
  }
}

/** Opens the candidate and makes its scale from the crops at hand. */
export async function acceptModel(input: OwnInput): Promise<void> {
  const { candidate } = useOwnModels.getState()
  if (!candidate) return
  const signal = begin()
  const reference = referenceCrops(benchable(usePhotos.getState()))
  const total = reference.length
  change(signal, { progress: { done: 0, total }, failure: null })
  const { file } = candidate
  const name = freeName(file.name.replace(/\.onnx$/i, ''))
  const id = freshId(name)
  try {
    const model = await theEngine().addModel({ id, name, file, input }, reference, signal, (done) => {
      change(signal, { progress: { done, total } })
      return handRests()
    })
    taken.add(id)
    useOwnModels.setState(({ models }) => ({ models: [...models, model] }))
    takeNext()
  } catch (thrown) {
    // Stopped too late, it would stay open unseen.
    if (signal.aborted) theEngine().removeModel(id)
    change(signal, { progress: null })
    fail(thrown, signal)
  }
}

/** Ids of the models that score in the Lab. */
export const ownModelIds = (): readonly string[] => useOwnModels.getState().models.map(({ id }) => id)

export function dropModel(id: string): void {
  theEngine().removeModel(id)
  useOwnModels.setState(({ models, failures }) => ({
    models: models.filter((model) => model.id !== id),
    failures: Object.fromEntries(Object.entries(failures).filter(([each]) => each !== id)),
  }))
}

/**
 * Aligns and scores a face in each way, in order, by all models on the bench. What a person's own fail on is told on the
 * page.
 */
export async function scoreOnBench(
  photo: PhotoEntry,
  face: Face,
  specs: readonly VariantSpec[],
  signal: AbortSignal,
): Promise<readonly VariantOutcome[]> {
  const outcomes = await scoreVariants(photo, face, specs, signal, ownModelIds())
  for (const outcome of outcomes) if ('failures' in outcome) noteFailures(outcome.failures)
  return outcomes
}

/** @param failures  by model id; those of models that left the bench are of no use any more */
export function noteFailures(failures: Readonly<Record<string, ModelFailure>> | undefined): void {
  const ids = ownModelIds()
  const ours = Object.entries(failures ?? {}).filter(([id]) => ids.includes(id))
  if (ours.length > 0)
    useOwnModels.setState((state) => ({ failures: { ...state.failures, ...Object.fromEntries(ours) } }))
}

function begin(): AbortSignal {
  controller?.abort()
  controller = new AbortController()
  return controller.signal
}

/** `mine`, or `mine (2)` where that is taken: the same file may come twice, prepared in two ways. */
function freeName(name: string): string {
  const taken = new Set(useOwnModels.getState().models.map((model) => model.name))
  let free = name
  for (let count = 2; taken.has(free); count++) free = `${name} (${count})`
  return free
}

/** Ids that models have, or had before they left the bench: scores of those are still about. */
const taken = new Set<string>()

function freshId(name: string): string {
  let id = ownId(name)
  for (let count = 2; taken.has(id); count++) id = ownId(`${name}#${count}`)
  return id
}

/** What comes after a candidate was left belongs to none. */
function change(signal: AbortSignal, part: Partial<Candidate>): void {
  if (signal.aborted) return
  useOwnModels.setState(({ candidate }) => ({ candidate: candidate && { ...candidate, ...part } }))
}

function fail(thrown: unknown, signal: AbortSignal): void {
  change(signal, { failure: failureOf(thrown) })
}

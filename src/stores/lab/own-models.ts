import { create } from 'zustand'
import { type OwnInput, type OwnShape, ownId } from '#domain/quality/own-model.ts'
import type { OwnModel, ReferenceCrop } from '#engine/protocol.ts'
import { useEngine } from '../engine.ts'
import { type Failure, failureOf, usePhotos } from '../photos/photos.ts'
import { handleOf, theEngine } from '../session.ts'
import { benchable } from './bench.ts'

/** A dropped ONNX on its way to the bench. */
export interface Candidate {
  readonly file: File
  /** Null until it was looked into. */
  readonly shape: OwnShape | null
  /** Crops scored for its scale, of how many; null while it waits for its settings. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly failure: Failure | null
}

interface State {
  readonly models: readonly OwnModel[]
  readonly candidate: Candidate | null
  /** Names of models that went with an engine that stopped. */
  readonly lost: readonly string[]
}

/** A person's own models. They last as long as the engine does. */
export const useOwnModels = create<State>()(() => ({ models: [], candidate: null, lost: [] }))

useEngine.subscribe(({ status }, before) => {
  if (status.state === 'ready' || before.status.state !== 'ready') return
  useOwnModels.setState(({ models, lost }) => ({ models: [], lost: [...lost, ...models.map(({ name }) => name)] }))
})

/** Crops that a scale is made of at most. */
const MOST_CROPS = 400

let controller: AbortController | null = null

/** Takes a dropped or chosen file and looks into it. */
export async function considerModel(file: File): Promise<void> {
  const signal = begin()
  useOwnModels.setState({ candidate: { file, shape: null, progress: null, failure: null }, lost: [] })
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
  const reference = cropsAtHand()
  change(signal, { progress: { done: 0, total: reference.length }, failure: null })
  const { file } = candidate
  const name = freeName(file.name.replace(/\.onnx$/i, ''))
  try {
    const model = await theEngine().addModel({ id: ownId(name), name, file, input }, reference, signal, (done) =>
      change(signal, { progress: { done, total: reference.length } }),
    )
    useOwnModels.setState(({ models }) => ({ models: [...models, model], candidate: null }))
  } catch (thrown) {
    // Stopped too late, it would stay open unseen.
    if (signal.aborted) theEngine().removeModel(ownId(name))
    change(signal, { progress: null })
    fail(thrown, signal)
  }
}

/** Leaves the candidate, whatever it is doing. */
export function dismissModel(): void {
  controller?.abort()
  useOwnModels.setState({ candidate: null })
}

/** Ids of the models that score in the Lab. */
export const ownModelIds = (): readonly string[] => useOwnModels.getState().models.map(({ id }) => id)

export function dropModel(id: string): void {
  theEngine().removeModel(id)
  useOwnModels.setState(({ models }) => ({ models: models.filter((model) => model.id !== id) }))
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

/** What comes after a candidate was left belongs to none. */
function change(signal: AbortSignal, part: Partial<Candidate>): void {
  if (signal.aborted) return
  useOwnModels.setState(({ candidate }) => ({ candidate: candidate && { ...candidate, ...part } }))
}

function fail(thrown: unknown, signal: AbortSignal): void {
  change(signal, { failure: failureOf(thrown) })
}

/** Reference crops that make a scale by themselves. */
const ENOUGH = 100

/** The reference crops of all faces, and where those are few, their other crops as well. */
function cropsAtHand(): readonly ReferenceCrop[] {
  const faces = benchable(usePhotos.getState())
  const references = faces.flatMap(({ photo, face: { reference } }) =>
    reference ? [{ photo: handleOf(photo), transform: reference.transform }] : [],
  )
  const others = faces.flatMap(({ photo, face }) =>
    face.outcomes.flatMap((outcome) =>
      'transform' in outcome ? [{ photo: handleOf(photo), transform: outcome.transform }] : [],
    ),
  )
  return (references.length >= ENOUGH ? references : [...references, ...others]).slice(0, MOST_CROPS)
}

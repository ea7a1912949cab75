import { create } from 'zustand'
import { referenceOf } from '#domain/alignment/align.ts'
import type { Misalignment } from '#domain/alignment/misalignment.ts'
import {
  jitterSweep,
  type LineSweep,
  rotationSweep,
  type SweepId,
  scaleSweep,
  shiftSweep,
} from '#domain/alignment/sweeps.ts'
import type { SweepRecord } from '#domain/quality/record.ts'
import type { OwnModel, ScoredVariant } from '#engine/protocol.ts'
import { type Failure, failureOf, usePhotos } from '../photos/photos.ts'
import { handRests } from './hand-rests.ts'
import { scoreOnBench, useOwnModels } from './own-models.ts'

/** What has been scored of a sweep, in the order of its misalignments; null = not yet. */
export type SweepScores = readonly (ScoredVariant | null)[]

interface State {
  /** By face id. */
  readonly scores: Readonly<Record<string, Readonly<Record<SweepId, SweepScores>>>>
  /** The face whose sweeps run. */
  readonly running: string | null
  /** Faces whose sweeps a person stopped: they start again only when asked to. */
  readonly stopped: ReadonlySet<string>
  readonly failure: (Failure & { readonly faceId: string }) | null
}

/** The sweeps of the Lab. */
export const useSweeps = create<State>()(() => ({ scores: {}, running: null, stopped: new Set(), failure: null }))

const crops = ({ steps }: LineSweep) => steps.flatMap(({ misalignments }) => misalignments)

/** The misalignments of each sweep, in one row. */
export const sweepMisalignments: Readonly<Record<SweepId, readonly Misalignment[]>> = {
  jitter: crops(jitterSweep),
  rotation: crops(rotationSweep),
  scale: crops(scaleSweep),
  shift: shiftSweep.misalignments,
}

const sweepIds = Object.keys(sweepMisalignments) as SweepId[]

/** How many crops all sweeps of a face have. */
export const sweepCrops = sweepIds.reduce((sum, id) => sum + sweepMisalignments[id].length, 0)

/** Crops that the engine gets at once: what a hand that begins to move has to wait for. */
const batchSize = 4

/** Faces whose sweeps are kept. */
const KEPT = 20

let controller: AbortController | null = null

/** Whether every model on the bench had its turn at a crop: a person's own may have come later, or failed on it. */
const isDone = (crop: ScoredVariant | null, own: readonly OwnModel[]): boolean =>
  crop !== null && own.every(({ id }) => id in crop.scores || id in (crop.failures ?? {}))

/** How many crops of a face's sweeps are scored by all. */
export function useSweepsDone(faceId: string): number {
  const scores = useSweeps((state) => state.scores[faceId])
  const models = useOwnModels((state) => state.models)
  return doneOf(scores, models)
}

/** Whether something is left to score of a face's sweeps. */
export const hasSweepsLeft = (faceId: string, own: readonly OwnModel[]): boolean =>
  doneOf(useSweeps.getState().scores[faceId], own) < sweepCrops

const doneOf = (scores: State['scores'][string] | undefined, own: readonly OwnModel[]): number =>
  progressOf(scores, own).reduce((sum, { done }) => sum + done, 0)

/** How far each of a face's sweeps has come, as a record has it. */
export const sweepProgress = (faceId: string): readonly SweepRecord[] =>
  progressOf(useSweeps.getState().scores[faceId], useOwnModels.getState().models)

const progressOf = (scores: State['scores'][string] | undefined, own: readonly OwnModel[]): readonly SweepRecord[] =>
  sweepIds.map((id) => ({
    id,
    done: scores?.[id].filter((crop) => isDone(crop, own)).length ?? 0,
    of: sweepMisalignments[id].length,
  }))

/** Scores what is missing of a face's sweeps, and pauses while a hand moves; those of another face stop. */
export async function runSweeps(faceId: string): Promise<void> {
  controller?.abort()
  const own = new AbortController()
  controller = own
  useSweeps.setState(({ stopped }) => ({
    running: faceId,
    failure: null,
    stopped: new Set([...stopped].filter((id) => id !== faceId)),
  }))
  try {
    for (const id of sweepIds) await runSweep(faceId, id, own.signal)
  } catch (thrown) {
    if (!own.signal.aborted) useSweeps.setState({ failure: { faceId, ...failureOf(thrown) } })
  }
  if (controller !== own) return
  controller = null
  useSweeps.setState({ running: null })
}

/** Stops at a person's wish; what is scored stays. */
export function stopSweeps(): void {
  const { running, stopped } = useSweeps.getState()
  if (running) useSweeps.setState({ stopped: new Set([...stopped, running]) })
  leaveSweeps()
}

/** Stops because nobody looks. */
export function leaveSweeps(): void {
  controller?.abort()
  controller = null
  useSweeps.setState({ running: null })
}

/** Forgets a face's sweeps and scores them anew. */
export function restartSweeps(faceId: string): Promise<void> {
  useSweeps.setState(({ scores }) => ({ scores: without(scores, faceId) }))
  return runSweeps(faceId)
}

async function runSweep(faceId: string, id: SweepId, signal: AbortSignal): Promise<void> {
  const entry = usePhotos.getState().faces[faceId]
  const photo = entry && usePhotos.getState().photos[entry.photoId]
  if (!photo) return
  const procedure = referenceOf(entry.face)
  const misalignments = sweepMisalignments[id]
  for (let from = 0; from < misalignments.length; from += batchSize) {
    const missing = misalignments
      .slice(from, from + batchSize)
      .map((misalignment, i) => ({ index: from + i, spec: { procedure, misalignment } }))
      .filter(({ index }) => !isDone(scoresOf(faceId)[id][index] ?? null, useOwnModels.getState().models))
    if (missing.length === 0) continue
    await handRests()
    const outcomes = await scoreOnBench(
      photo,
      entry.face,
      missing.map(({ spec }) => spec),
      signal,
    )
    signal.throwIfAborted()
    const fresh = [...scoresOf(faceId)[id]]
    outcomes.forEach((outcome, i) => {
      if ('scores' in outcome) fresh[missing[i]!.index] = outcome
    })
    useSweeps.setState(({ scores }) => ({
      // The last one touched stands last, and the first falls off.
      scores: Object.fromEntries(
        [...Object.entries(without(scores, faceId)), [faceId, { ...scoresOf(faceId), [id]: fresh }] as const].slice(
          -KEPT,
        ),
      ),
    }))
  }
}

const nothing = Object.fromEntries(
  sweepIds.map((id) => [id, sweepMisalignments[id].map(() => null)]),
) as unknown as Record<SweepId, SweepScores>

const scoresOf = (faceId: string) => useSweeps.getState().scores[faceId] ?? nothing

const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))

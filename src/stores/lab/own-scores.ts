import { useEffect, useMemo } from 'react'
import { create } from 'zustand'
import type { OwnModel, ScoredVariant, VariantOutcome } from '#engine/protocol.ts'
import { type FaceEntry, type Failure, failureOf, usePhotos } from '../photos/photos.ts'
import { handRests } from './hand-rests.ts'
import { scoreOnBench, useOwnModels } from './own-models.ts'

/** A face's own crops, scored by a person's own models too; `models` are those that scored. */
interface OwnScores {
  readonly models: readonly OwnModel[]
  readonly reference: ScoredVariant
  readonly outcomes: readonly VariantOutcome[]
}

interface State {
  /** By face id. */
  readonly scores: Readonly<Record<string, OwnScores>>
  /** Why nothing was scored, by face id: not even the released models' crops were to be had. */
  readonly failures: Readonly<Record<string, Failure>>
}

const useOwnScores = create<State>()(() => ({ scores: {}, failures: {} }))

/** Crops that the engine gets at once. */
const batchSize = 4

/** The face with the scores of a person's own models, once there are any; until then as it is. */
export function useWithOwnScores<Entry extends FaceEntry | null>(face: Entry): Entry {
  const models = useOwnModels((state) => state.models)
  const own = useOwnScores(({ scores }) => (face ? scores[face.id] : undefined))
  const hasFailed = useOwnScores(({ failures }) => face !== null && face.id in failures)
  const isCurrent = own?.models === models
  useEffect(() => {
    if (models.length === 0 || isCurrent || hasFailed || !face?.measured) return
    const leaving = new AbortController()
    scoreAll(face, models, leaving.signal).catch((thrown: unknown) => {
      if (!leaving.signal.aborted)
        useOwnScores.setState(({ failures }) => ({ failures: { ...failures, [face.id]: failureOf(thrown) } }))
    })
    return () => leaving.abort()
  }, [face, models, isCurrent, hasFailed])
  // One object as long as nothing changes: what is derived from a face is kept by it.
  return useMemo(
    () => (face && isCurrent && own ? { ...face, reference: own.reference, outcomes: own.outcomes } : face),
    [face, isCurrent, own],
  )
}

/** Why a face's crops have no scores by a person's own models; null where they have, or will. */
export const useOwnScoresFailure = (): Failure | null =>
  useOwnScores(({ failures }) => Object.values(failures)[0] ?? null)

/** Scores again what could not be scored. */
export const retryOwnScores = (): void => useOwnScores.setState({ failures: {} })

// What failed while the engine was away, or for a model that was to blame, may do better now.
useOwnModels.subscribe(({ models }, before) => {
  if (models !== before.models) retryOwnScores()
})

async function scoreAll(face: FaceEntry, models: readonly OwnModel[], signal: AbortSignal): Promise<void> {
  const photo = usePhotos.getState().photos[face.photoId]
  const { reference } = face
  if (!photo || !reference) return
  const specs = [reference, ...face.outcomes].map(({ procedure, misalignment }) => ({ procedure, misalignment }))
  const outcomes: VariantOutcome[] = []
  for (let from = 0; from < specs.length; from += batchSize) {
    await handRests()
    outcomes.push(...(await scoreOnBench(photo, face.face, specs.slice(from, from + batchSize), signal)))
  }
  signal.throwIfAborted()
  const [first, ...others] = outcomes
  if (!first || !('scores' in first)) return
  useOwnScores.setState(({ scores: before }) => ({
    scores: {
      // Those of another set of models are of no use any more.
      ...Object.fromEntries(Object.entries(before).filter(([, scores]) => scores.models === models)),
      [face.id]: { models, reference: first, outcomes: others },
    },
  }))
}

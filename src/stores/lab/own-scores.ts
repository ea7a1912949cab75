import { useEffect, useMemo } from 'react'
import { create } from 'zustand'
import type { OwnModel, ScoredVariant, VariantOutcome } from '#engine/protocol.ts'
import { type FaceEntry, usePhotos } from '../photos/photos.ts'
import { scoreVariants } from '../session.ts'
import { useOwnModels } from './own-models.ts'

/** A face's own crops, scored by a person's own models too; `models` are those that scored. */
interface OwnScores {
  readonly models: readonly OwnModel[]
  readonly reference: ScoredVariant
  readonly outcomes: readonly VariantOutcome[]
}

/** By face id. */
const useOwnScores = create<Readonly<Record<string, OwnScores>>>()(() => ({}))

/** Crops that the engine gets at once. */
const batchSize = 4

/** The face with the scores of a person's own models, once there are any; until then as it is. */
export function useWithOwnScores<Entry extends FaceEntry | null>(face: Entry): Entry {
  const models = useOwnModels((state) => state.models)
  const own = useOwnScores((state) => (face ? state[face.id] : undefined))
  const isCurrent = own?.models === models
  useEffect(() => {
    if (models.length === 0 || isCurrent || !face?.measured) return
    const leaving = new AbortController()
    scoreAll(face, models, leaving.signal).catch((thrown: unknown) => {
      // The released models' scores stay; what is missing shows as not scored.
      if (!leaving.signal.aborted) console.error(thrown)
    })
    return () => leaving.abort()
  }, [face, models, isCurrent])
  // One object as long as nothing changes: what is derived from a face is kept by it.
  return useMemo(
    () => (face && isCurrent && own ? { ...face, reference: own.reference, outcomes: own.outcomes } : face),
    [face, isCurrent, own],
  )
}

async function scoreAll(face: FaceEntry, models: readonly OwnModel[], signal: AbortSignal): Promise<void> {
  const photo = usePhotos.getState().photos[face.photoId]
  const { reference } = face
  if (!photo || !reference) return
  const specs = [reference, ...face.outcomes].map(({ procedure, misalignment }) => ({ procedure, misalignment }))
  const outcomes: VariantOutcome[] = []
  for (let from = 0; from < specs.length; from += batchSize)
    outcomes.push(
      ...(await scoreVariants(
        photo,
        face.face,
        specs.slice(from, from + batchSize),
        signal,
        models.map(({ id }) => id),
      )),
    )
  signal.throwIfAborted()
  const [first, ...others] = outcomes
  if (!first || !('scores' in first)) return
  useOwnScores.setState(
    (before) => ({
      // Those of another set of models are of no use any more.
      ...Object.fromEntries(Object.entries(before).filter(([, scores]) => scores.models === models)),
      [face.id]: { models, reference: first, outcomes: others },
    }),
    true,
  )
}

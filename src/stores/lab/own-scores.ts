import { useEffect } from 'react'
import { create } from 'zustand'
import type { ScoredVariant, VariantOutcome } from '#engine/protocol.ts'
import type { FaceEntry } from '../photos/photos.ts'
import { usePhotos } from '../photos/photos.ts'
import { scoreVariants } from '../session.ts'
import { useOwnModels } from './own-models.ts'

/** A face's own crops, scored by a person's own models too; `models` are those that scored. */
interface OwnScores {
  readonly models: string
  readonly reference: ScoredVariant
  readonly outcomes: readonly VariantOutcome[]
}

/** By face id. */
const useOwnScores = create<Readonly<Record<string, OwnScores>>>()(() => ({}))

/** Crops that the engine gets at once. */
const batchSize = 4

/** The face with the scores of a person's own models, once there are any; until then as it is. */
export function useWithOwnScores(face: FaceEntry): FaceEntry {
  const models = useOwnModels((state) => state.models.map(({ id }) => id).join(' '))
  const own = useOwnScores((state) => state[face.id])
  const isCurrent = own?.models === models
  useEffect(() => {
    if (models === '' || isCurrent || !face.measured) return
    const leaving = new AbortController()
    scoreAll(face, models, leaving.signal).catch((thrown: unknown) => {
      // The released models' scores stay; what is missing shows as not scored.
      if (!leaving.signal.aborted) console.error(thrown)
    })
    return () => leaving.abort()
  }, [face, models, isCurrent])
  return isCurrent && own ? { ...face, reference: own.reference, outcomes: own.outcomes } : face
}

async function scoreAll(face: FaceEntry, models: string, signal: AbortSignal): Promise<void> {
  const photo = usePhotos.getState().photos[face.photoId]
  const { reference } = face
  if (!photo || !reference) return
  const specs = [reference, ...face.outcomes].map(({ procedure, misalignment }) => ({ procedure, misalignment }))
  const outcomes: VariantOutcome[] = []
  for (let from = 0; from < specs.length; from += batchSize)
    outcomes.push(
      ...(await scoreVariants(photo, face.face, specs.slice(from, from + batchSize), signal, models.split(' '))),
    )
  signal.throwIfAborted()
  const [first, ...others] = outcomes
  if (first && 'scores' in first) useOwnScores.setState({ [face.id]: { models, reference: first, outcomes: others } })
}

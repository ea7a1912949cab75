import type { ProcedureId } from '#domain/alignment/procedures.ts'
import type { ScoredVariant, VariantOutcome } from '#engine/protocol.ts'
import { type FaceEntry, hiddenIds, type PhotoEntry, type PhotosState, usePhotos } from '../photos/photos.ts'
import { useSelection } from '../photos/selection.ts'
import { useExperiment } from './experiment.ts'

/** A face that can be on the bench, with its photo. */
export interface Benched {
  readonly photo: PhotoEntry
  readonly face: FaceEntry
}

/** A face on the bench. */
export interface BenchFace extends Benched {
  /** The crop that changes are measured from. */
  readonly reference: ScoredVariant | null
}

let latest: { readonly madeOf: readonly unknown[]; readonly faces: readonly Benched[] } | null = null

/** All faces that have a score, in order of arrival; the same array as long as nothing of them changed. */
export function benchable(state: PhotosState): readonly Benched[] {
  const { photos, faces, order, removed, dropped } = state
  const madeOf = [photos, faces, order, removed, dropped]
  if (!latest || madeOf.some((part, index) => part !== latest?.madeOf[index]))
    latest = { madeOf, faces: findBenchable(state) }
  return latest.faces
}

/** The same, and renders again when it changes: progress alone changes nothing. */
export const useBenchable = (): readonly Benched[] => usePhotos(benchable)

function findBenchable(state: PhotosState): readonly Benched[] {
  const hidden = hiddenIds(state)
  return state.order.flatMap((photoId) => {
    const photo = state.photos[photoId]
    if (!photo || hidden.has(photoId)) return []
    return photo.faces.flatMap((id) => {
      const face = state.faces[id]
      return face?.reference && !hidden.has(id) ? [{ photo, face }] : []
    })
  })
}

/** The face on the bench: the one chosen in the Lab, else the one selected among the photos, else the first. */
export function useBench(): Benched | null {
  const faces = useBenchable()
  const chosen = useExperiment((experiment) => experiment.faceId)
  const selected = useSelection((selection) => selection.id)
  const find = (id: string | null) => faces.find(({ face }) => face.id === id)
  return find(chosen) ?? find(selected) ?? faces[0] ?? null
}

/** The second face of the grid, where one is chosen that is not the first. */
export function useSecond(first: string): Benched | null {
  const faces = useBenchable()
  const id = useExperiment((experiment) => experiment.secondId)
  return (id !== first && faces.find(({ face }) => face.id === id)) || null
}

/** What a procedure made of a face; undefined as long as it has not been scored. */
export const variantOf = ({ reference, outcomes }: FaceEntry, procedure: ProcedureId): VariantOutcome | undefined =>
  reference?.procedure === procedure
    ? reference
    : outcomes.find((outcome) => outcome.misalignment === null && outcome.procedure === procedure)

/** The crop that changes are measured from: that of the chosen procedure where the face has it, else the face's own. */
export function referenceBy(face: FaceEntry, chosen: ProcedureId | null): ScoredVariant | null {
  const variant = chosen ? variantOf(face, chosen) : undefined
  return variant && 'scores' in variant ? variant : face.reference
}

import { useMemo } from 'react'
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

/** Ids of all faces that have a score, in order of arrival, found one by one: most ask for the first alone. */
function* benchableIds(state: PhotosState): Generator<string> {
  const hidden = hiddenIds(state)
  for (const photoId of state.order) {
    if (hidden.has(photoId)) continue
    for (const id of state.photos[photoId]?.faces ?? []) if (state.faces[id]?.reference && !hidden.has(id)) yield id
  }
}

const isBenchable = (state: PhotosState, id: string | null): boolean => {
  const face = id === null ? undefined : state.faces[id]
  if (!face?.reference) return false
  const hidden = hiddenIds(state)
  return !hidden.has(face.id) && !hidden.has(face.photoId)
}

let latest: { readonly madeOf: readonly unknown[]; readonly faces: readonly Benched[] } | null = null

/** All faces that have a score, in order of arrival; the same array as long as nothing of them changed. */
export function benchable(state: PhotosState): readonly Benched[] {
  const { photos, faces, order, removed, dropped } = state
  const madeOf = [photos, faces, order, removed, dropped]
  if (!latest || madeOf.some((part, index) => part !== latest?.madeOf[index])) {
    const found = Array.from(benchableIds(state), (id) => faces[id]!)
    latest = { madeOf, faces: found.map((face) => ({ photo: photos[face.photoId]!, face })) }
  }
  return latest.faces
}

/** The same, and renders again when it changes: for lists alone, since it grows with the photos. */
export const useBenchable = (): readonly Benched[] => usePhotos(benchable)

/** Whether another face than this one can be on the bench. */
export const useHasOthers = (faceId: string): boolean =>
  usePhotos((state) => {
    for (const id of benchableIds(state)) if (id !== faceId) return true
    return false
  })

/** The face on the bench: the one chosen in the Lab, else the one selected among the photos, else the first. */
export function useBench(): Benched | null {
  const chosen = useExperiment((experiment) => experiment.faceId)
  const selected = useSelection((selection) => selection.id)
  return useBenched(
    usePhotos(
      (state) => [chosen, selected].find((id) => isBenchable(state, id)) ?? benchableIds(state).next().value ?? null,
    ),
  )
}

/** The second face of the grid, where one is chosen that is not the first. */
export function useSecond(first: string): Benched | null {
  const id = useExperiment((experiment) => experiment.secondId)
  return useBenched(usePhotos((state) => (id !== first && isBenchable(state, id) ? id : null)))
}

/** Renders again only when this face or its photo changes, however many others are being scored. */
function useBenched(id: string | null): Benched | null {
  const face = usePhotos((state) => (id === null ? undefined : state.faces[id]))
  const photo = usePhotos((state) => face && state.photos[face.photoId])
  return useMemo(() => (face && photo ? { photo, face } : null), [face, photo])
}

/** What a face is called: the name of its photo, and its number where that has several. */
export const nameOf = ({ photo, face }: Benched): string =>
  photo.faces.length > 1 ? `${photo.name}, face ${face.index + 1}` : photo.name

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

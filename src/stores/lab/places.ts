import { hiddenIds, type PhotosState } from '../photos/photos.ts'

/** Where a face stands: the number of its photo in order of arrival, and its own in the photo, both from 1. */
export interface Place {
  readonly photo: number
  readonly face: number
}

/** The place of a face; null where it was removed, or never was. */
export function placeOf(state: PhotosState, faceId: string | null): Place | null {
  const face = faceId === null ? undefined : state.faces[faceId]
  if (!face || hiddenIds(state).has(face.id)) return null
  const photo = shownPhotos(state).indexOf(face.photoId) + 1
  return photo > 0 ? { photo, face: face.index + 1 } : null
}

/** The id of the face at a place; null where there is none, or none yet. */
export function faceAt(state: PhotosState, { photo, face }: Place): string | null {
  const id = shownPhotos(state)[photo - 1]
  const faces = (id !== undefined && state.photos[id]?.faces) || []
  const hidden = hiddenIds(state)
  return faces.find((one) => !hidden.has(one) && state.faces[one]?.index === face - 1) ?? null
}

function shownPhotos(state: PhotosState): readonly string[] {
  const hidden = hiddenIds(state)
  return state.order.filter((id) => !hidden.has(id))
}

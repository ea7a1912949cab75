import { type PhotosState, usePhotos } from './photos.ts'

/** The faces as they were when they were last saved. */
let saved: PhotosState['faces'] | null = null

/** Remembers a state as saved, once the function that it returns is called. */
export const markSaved =
  ({ faces }: PhotosState) =>
  (): void => {
    saved = faces
  }

/** Whether closing the page would lose something: work that runs, or results that are on the list and in no file. */
export function wouldLose({ faces, order, removed, pending }: PhotosState): boolean {
  if (pending.photos + pending.faces > 0) return true
  const away = new Set(removed.flatMap(({ photoId, faceId }) => (faceId ? [] : photoId)))
  const isEmpty = order.every((id) => away.has(id))
  return !isEmpty && Object.keys(faces).length > 0 && faces !== saved
}

/** Has the browser ask before the page is left with something to lose. */
export function guardLeaving(): void {
  window.addEventListener('beforeunload', (event) => {
    if (wouldLose(usePhotos.getState())) event.preventDefault()
  })
}

import { remove, retry, undoRemove } from '../session.ts'
import { usePhotos } from './photos.ts'
import { currentRows, isSelectable } from './rows.ts'
import { useSelection } from './selection.ts'

/** Selects the row `by` places further on, as far as there is one. */
export function step(by: 1 | -1): void {
  const rows = currentRows().filter(isSelectable)
  const { id, detail, select, open } = useSelection.getState()
  const at = rows.findIndex((row) => row.id === id)
  const next = rows[at === -1 ? 0 : at + by]
  if (next) (detail === 'open' ? open : select)(next.id)
}

/** Takes the selected row off the list and selects the one after it. */
export function removeSelected(): void {
  const rows = currentRows().filter(isSelectable)
  const { id, select } = useSelection.getState()
  const at = rows.findIndex((row) => row.id === id)
  const row = rows[at]
  if (!row || row.kind === 'group' || row.kind === 'removed') return
  select((rows[at + 1] ?? rows[at - 1])?.id ?? null)
  remove({ photoId: row.photo.id, faceId: row.kind === 'face' && row.nested ? row.id : null })
}

/** Brings back what was removed last and selects it. */
export function undo(): void {
  const removal = undoRemove()
  if (!removal) return
  const { photoId, faceId } = removal
  const id = faceId ?? usePhotos.getState().photos[photoId]?.faces[0] ?? photoId
  useSelection.getState().select(id)
}

/** What can be done about a failure of a photo or of one of its faces. */
export const remedies = (photoId: string) => ({
  mark: () => useSelection.getState().mark(photoId),
  retry: () => retry(photoId),
  remove: () => {
    useSelection.getState().select(photoId)
    removeSelected()
  },
})

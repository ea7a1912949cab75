import { useEffect } from 'react'
import { usePhotos } from '#stores/photos/photos.ts'
import { currentRows, isSelectable, useRows } from '#stores/photos/rows.ts'
import { useSelection } from '#stores/photos/selection.ts'
import { useSettings } from '#stores/settings.ts'
import { useKeys } from '#ui/keys.ts'
import { useMedia, WIDE } from '#ui/use-media.ts'
import { Announcer } from './announcer.tsx'
import { Detail } from './detail/detail.tsx'
import { Empty } from './empty/empty.tsx'
import { List } from './list/list.tsx'
import { photosKeys } from './photos-keys.ts'
import './photos.css'

/** The workspace of photos: a list on a common axis, and the selected face in full beside it. */
export function Photos() {
  const empty = usePhotos((state) => state.order.length === 0)
  const letterKeys = useSettings((state) => state.letterKeys)
  useKeys(photosKeys.keys, letterKeys)
  if (empty) return <Empty />
  return <Filled />
}

function Filled() {
  const wide = useMedia(WIDE)
  const { id, detail } = useSelection()
  const rows = useRows()
  const row = rows.find((one) => one.id === id && isSelectable(one))
  const shown = row && (detail === 'open' || (detail === 'auto' && wide)) ? row : null
  useFirstSelected()
  return (
    <div className={detail === 'closed' || !wide ? 'photos list-alone' : 'photos'}>
      <h1 className="visually-hidden">Photos</h1>
      <List />
      {shown ? <Detail key={shown.id} row={shown} /> : wide && detail !== 'closed' && <div className="no-detail" />}
      <Announcer />
    </div>
  )
}

/** Something is always selected, so that the keyboard has a place to start from. */
function useFirstSelected() {
  const rows = useRows()
  const id = useSelection((state) => state.id)
  useEffect(() => {
    if (rows.some((row) => row.id === id && isSelectable(row))) return
    const { marking, select } = useSelection.getState()
    // A photo whose faces were found: its row became theirs.
    const heir = id && rows.find((row) => row.kind === 'face' && row.photo.id === id)
    const first = heir || currentRows().find((row) => row.kind === 'face') || currentRows().find(isSelectable)
    if (!marking) select(first?.id ?? null)
  }, [rows, id])
}

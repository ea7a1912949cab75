import { useEffect, useRef } from 'react'
import { usePhotos } from '#stores/photos/photos.ts'
import { isSelectable, useRows } from '#stores/photos/rows.ts'
import { useSelection } from '#stores/photos/selection.ts'
import { useSettings } from '#stores/settings.ts'
import { useKeys } from '#ui/keys.ts'
import { PHONE, useMedia, WIDE } from '#ui/use-media.ts'
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
  return empty ? <Empty /> : <Filled />
}

function Filled() {
  const wide = useMedia(WIDE)
  const { id, detail } = useSelection()
  const rows = useRows()
  const row = rows.find((one) => one.id === id && isSelectable(one))
  const shown = row && (detail === 'open' || (detail === 'auto' && wide)) ? row : null
  useFirstSelected()
  useBackButton(useMedia(PHONE) && detail === 'open' && id !== null)
  return (
    <div className={detail === 'closed' || !wide ? 'photos list-alone' : 'photos'}>
      <h1 className="visually-hidden">Photos</h1>
      <List />
      {shown ? <Detail key={shown.id} row={shown} /> : wide && detail !== 'closed' && <div className="no-detail" />}
    </div>
  )
}

/** Where the detail is a page of its own, the browser's back button leaves it, whichever face it shows by then. */
function useBackButton(isPage: boolean) {
  useEffect(() => {
    if (!isPage) return
    const { close } = useSelection.getState()
    window.history.pushState({ detail: true }, '')
    window.addEventListener('popstate', close)
    return () => {
      window.removeEventListener('popstate', close)
      if (window.history.state?.detail) window.history.back()
    }
  }, [isPage])
}

/** Something is always selected, so that the keyboard has a place to start from: a face as soon as there is one. */
function useFirstSelected() {
  const rows = useRows()
  const id = useSelection((state) => state.id)
  const chosenHere = useRef<string | null>(null)
  useEffect(() => {
    const row = rows.find((one) => one.id === id && isSelectable(one))
    const face = rows.find(({ kind }) => kind === 'face')
    const couldBeBetter = row?.id === chosenHere.current && row?.kind !== 'face' && face
    const { marking, select } = useSelection.getState()
    if (marking || (row && !couldBeBetter)) return
    // The row of a photo becomes the rows of its faces.
    const heir = rows.find((one) => one.kind === 'face' && one.photo.id === id)
    chosenHere.current = (heir ?? face ?? rows.find(isSelectable))?.id ?? null
    select(chosenHere.current)
  }, [rows, id])
}

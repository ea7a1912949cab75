import { useEffect, useRef } from 'react'
import { openInLab } from '#stores/lab/open-in-lab.ts'
import { remedies, removeSelected, step } from '#stores/photos/list-actions.ts'
import type { PhotoEntry } from '#stores/photos/photos.ts'
import type { Row } from '#stores/photos/rows.ts'
import { useSelection } from '#stores/photos/selection.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { IconButton } from '#ui/controls/icon-button.tsx'
import { Action } from '#ui/remedy.tsx'
import { FaceNumbers } from './face-numbers.tsx'
import { MarkFace } from './mark-face.tsx'
import { PhotoStage } from './photo-stage.tsx'
import { Provenance } from './provenance.tsx'
import { Stability } from './stability.tsx'
import { Strip } from './strip.tsx'
import './detail.css'

/** One face in full, or the photo in which none was found. */
export function Detail({ row }: { readonly row: Row }) {
  const marking = useSelection((state) => state.marking)
  const pane = useRef<HTMLElement>(null)
  useEffect(() => {
    const self = pane.current
    if (!self || self.contains(document.activeElement)) return
    // As a page of its own it takes the focus; beside the list it does not.
    if (useSelection.getState().detail === 'open' && getComputedStyle(self).position !== 'static') self.focus()
  }, [])
  if (row.kind === 'group' || row.kind === 'removed') return null
  return (
    <section className="detail" ref={pane} tabIndex={-1} aria-label={`Detail of ${row.photo.name}`}>
      <DetailBar photo={row.photo} index={row.kind === 'face' ? row.face.index : null} />
      <div className="detail-inner scroll">
        {marking === row.photo.id ? (
          <MarkFace photo={row.photo} />
        ) : (
          <>
            <div className="detail-top">
              <PhotoStage photo={row.photo} selected={row.kind === 'face' ? row.id : null} />
              {row.kind === 'face' && !row.face.failure && <FaceNumbers face={row.face} />}
              {row.kind === 'face' && row.face.failure && <Problem photo={row.photo} failure={row.face.failure} />}
              {row.kind === 'problem' && <Problem photo={row.photo} failure={row.failure} />}
              {row.kind === 'finding' && <p className="quiet">Looking for faces.</p>}
            </div>
            {row.kind === 'face' && (
              <>
                <Strip photo={row.photo} face={row.face} />
                <Stability face={row.face} />
                <Provenance face={row.face} />
              </>
            )}
          </>
        )}
      </div>
    </section>
  )
}

function DetailBar({ photo, index }: { readonly photo: PhotoEntry; readonly index: number | null }) {
  const close = useSelection((state) => state.close)
  return (
    <div className="bar">
      <IconButton className="phone-only" icon="back" label="Back to the list" onClick={close} />
      <IconButton className="desk-only" icon="back" label="Previous face" keys="K" onClick={() => step(-1)} />
      <IconButton className="desk-only" icon="forward" label="Next face" keys="J" onClick={() => step(1)} />
      <h2>{photo.name}</h2>
      {index !== null && (
        <span className="count">
          face {index + 1} of {photo.faces.length}
        </span>
      )}
      <span className="spacer" />
      {index !== null && <IconButton icon="lab" label="Open in the Lab" keys="L" onClick={openInLab} />}
      <IconButton icon="remove" label="Remove" keys="Del" onClick={removeSelected} />
      <IconButton className="desk-only" icon="close" label="Close the detail" keys="Esc" onClick={close} />
    </div>
  )
}

function Problem({
  photo,
  failure,
}: {
  readonly photo: PhotoEntry
  readonly failure: NonNullable<PhotoEntry['failure']>
}) {
  return (
    <div className="problem-words">
      <Icon name={failure.code === 'no-face' ? 'no-face' : 'failed'} />
      <h3>{failure.message}</h3>
      {failure.code !== 'no-face' && <p className="quiet">{failure.remedy}</p>}
      {failure.code === 'no-face' && (
        <p className="quiet">If you see one, set its five points yourself: the score needs nothing else.</p>
      )}
      {failure.code !== 'unsupported-file' && <Action failure={failure} actions={remedies(photo.id)} />}
    </div>
  )
}

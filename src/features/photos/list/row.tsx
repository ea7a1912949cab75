import { memo } from 'react'
import { distance } from '#domain/geometry/point.ts'
import { notesOf, noteWords } from '#domain/quality/notes.ts'
import { useEngine } from '#stores/engine.ts'
import { remedies, undo } from '#stores/photos/list-actions.ts'
import type { FaceEntry, PhotoEntry } from '#stores/photos/photos.ts'
import type { Row } from '#stores/photos/rows.ts'
import { scorePair } from '#stores/photos/scores.ts'
import { useThreshold } from '#stores/threshold.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { plural, whole } from '#ui/format.ts'
import { markOf } from '#ui/mark/mark-state.ts'
import { ScoreMark, ScoreValue } from '#ui/mark/score-mark.tsx'
import { Picture } from '#ui/picture.tsx'
import { Remedy } from '#ui/remedy.tsx'
import { RowButton } from './row-button.tsx'
import './row.css'

interface Props {
  readonly row: Row
  readonly selected: boolean
  /** Whether Tab stops here. */
  readonly isStop: boolean
}

/** One line of the list. */
export const RowView = memo(
  function RowView({ row, ...at }: Props) {
    switch (row.kind) {
      case 'face':
        return <FaceRow {...row} {...at} />
      case 'group':
        return (
          <div className="row columns group">
            <Picture blob={row.photo.blob} alt="" />
            <span className="name">
              <b>{row.photo.name}</b>
              <span>{[size(row.photo), plural(row.faces, 'face')].join(' · ')}</span>
            </span>
          </div>
        )
      case 'finding':
        return (
          <RowButton id={row.id} {...at} className="row columns">
            <Picture blob={row.photo.blob} alt="" />
            <span className="name">
              <b>{row.photo.name}</b>
              <span>{searching(row.photo)}</span>
            </span>
            <ScoreMark state={{ kind: 'scoring' }} />
            <ScoreValue measured={null} />
          </RowButton>
        )
      case 'problem':
        return (
          <div className="row columns problem">
            <RowButton id={row.id} {...at} className="row-button">
              {row.failure.code === 'no-face' ? (
                <Picture blob={row.photo.blob} alt="" />
              ) : (
                <span className="picture">
                  <Icon name="failed" />
                </span>
              )}
              <span className="name">
                <b>{row.photo.name}</b>
              </span>
            </RowButton>
            <Remedy failure={row.failure} actions={remedies(row.photo.id)} />
          </div>
        )
      case 'removed':
        return (
          <div className="row columns removed">
            <span className="name">{row.name} was removed.</span>
            <button type="button" className="link" onClick={undo}>
              Undo
            </button>
          </div>
        )
    }
  },
  (before, after) =>
    before.selected === after.selected && before.isStop === after.isStop && sameRow(before.row, after.row),
)

/** Rows are made anew with every change of the list; what they show mostly is not. */
function sameRow(a: Row, b: Row): boolean {
  const keys = Object.keys(a) as (keyof Row)[]
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

function FaceRow({ photo, face, nested, selected, isStop }: Extract<Row, { kind: 'face' }> & Omit<Props, 'row'>) {
  const at = { id: face.id, selected, isStop }
  const info = useEngine((state) => state.info)
  const pair = scorePair(face, info)
  const discarded = useThreshold(({ score }) => pair !== null && pair.student.score < score)
  if (face.failure)
    return (
      <div className="row columns problem">
        <RowButton {...at} className="row-button">
          <Picture blob={face.thumbnail} alt="" />
          <span className="name">
            <b>{faceName(photo, face, nested)}</b>
          </span>
        </RowButton>
        <Remedy failure={face.failure} actions={remedies(photo.id)} />
      </div>
    )
  return (
    <RowButton {...at} className={`row columns ${discarded ? 'discarded' : ''} ${nested ? 'nested' : ''}`}>
      <Picture blob={face.thumbnail} alt="" />
      <span className="name">
        <b>{faceName(photo, face, nested)}</b>
        <span>{pair ? facts(photo, face, nested) : 'scoring'}</span>
      </span>
      <ScoreMark state={markOf(pair)} />
      <ScoreValue measured={pair?.student ?? null} />
    </RowButton>
  )
}

const faceName = (photo: PhotoEntry, face: FaceEntry, nested: boolean) =>
  nested ? `Face ${face.index + 1}` : photo.name

/** A number once it takes long: a photo without faces is searched down to the smallest. */
const searching = ({ searched }: PhotoEntry) =>
  searched < 0.1 ? 'looking for faces' : `looking for faces · ${whole(100 * searched)}%`

const size = (photo: PhotoEntry) => photo.size && `${photo.size.width} × ${photo.size.height}`

function facts(photo: PhotoEntry, { face }: FaceEntry, nested: boolean): string {
  const eyes = `eyes ${whole(distance(face.landmarks.rightEye, face.landmarks.leftEye))} px`
  return [...notesOf(face).map(noteWords), ...(nested ? [] : [size(photo)]), eyes].join(' · ')
}

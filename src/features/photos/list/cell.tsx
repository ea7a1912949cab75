import { memo } from 'react'
import { useEngine } from '#stores/engine.ts'
import { remedies, undo } from '#stores/photos/list-actions.ts'
import type { Row } from '#stores/photos/rows.ts'
import { scorePair } from '#stores/photos/scores.ts'
import { useThreshold } from '#stores/threshold.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { markOf } from '#ui/mark/mark-state.ts'
import { ScoreMark, ScoreValue } from '#ui/mark/score-mark.tsx'
import { Picture } from '#ui/picture.tsx'
import { Remedy } from '#ui/remedy.tsx'
import { RowButton } from './row-button.tsx'
import './grid.css'

interface Props {
  readonly row: Row
  readonly selected: boolean
  /** Whether Tab stops here. */
  readonly isStop: boolean
}

/** One cell of the grid: the crop and, below it, the mark. */
export const Cell = memo(function Cell({ row, selected, isStop }: Props) {
  const info = useEngine((state) => state.info)
  const pair = row.kind === 'face' ? scorePair(row.face, info) : null
  const discarded = useThreshold(({ score }) => pair !== null && pair.student.score < score)
  if (row.kind === 'removed')
    return (
      <div className="cell">
        <span className="picture" />
        <span className="name">{row.name} was removed.</span>
        <button type="button" className="link" onClick={undo}>
          Undo
        </button>
      </div>
    )
  const failure = row.kind === 'problem' ? row.failure : row.kind === 'face' ? row.face.failure : null
  return (
    <div className={discarded ? 'cell discarded' : 'cell'}>
      <RowButton id={row.id} selected={selected} isStop={isStop} className="cell-button">
        {failure && failure.code !== 'no-face' ? (
          <span className="picture">
            <Icon name="failed" />
          </span>
        ) : (
          <Picture blob={row.kind === 'face' ? row.face.thumbnail : row.photo.blob} alt="" />
        )}
        <span className="name">
          <b>{row.photo.name}</b>
          {row.kind === 'face' && row.nested && <span className="faint"> face {row.face.index + 1}</span>}
        </span>
        {!failure && (
          <>
            <ScoreMark state={markOf(pair)} />
            <ScoreValue measured={pair?.student ?? null} />
          </>
        )}
      </RowButton>
      {failure && <Remedy failure={failure} actions={remedies(row.photo.id)} />}
    </div>
  )
})

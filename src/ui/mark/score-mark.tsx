import type { CSSProperties, ReactNode } from 'react'
import { whole } from '../format.ts'
import { describeMark, isUnsteady, type MarkState, type Measured } from './mark-state.ts'
import './mark.css'

export type MarkSize = 'list' | 'detail' | 'live'

interface Props {
  readonly state: MarkState
  readonly size?: MarkSize
}

/** Score, spread and worst case of student and baseline on the axis of percentiles, the same form everywhere. */
export function ScoreMark({ state, size = 'list' }: Props) {
  const unsteady = state.kind === 'scored' && isUnsteady(state.student)
  return (
    <span
      className={`mark ${state.kind}${unsteady ? ' unsteady' : ''}`}
      data-size={size}
      role="img"
      aria-label={describeMark(state)}
      style={properties(state)}
    >
      <i className="axis" />
      {parts(state)}
    </span>
  )
}

function parts(state: MarkState): ReactNode {
  if (state.kind === 'scoring') return <i className="sliding" />
  if (state.kind === 'none') return <i className="ticks" />
  const upper = state.kind === 'own' ? null : state.student
  const lower = state.kind === 'own' ? state.own : state.baseline
  const oneCrop = state.kind === 'one-crop'
  return (
    <>
      {upper && <i className="ticks" />}
      {upper && hasSpread(upper) && <i className="student-skirt" />}
      {upper && (oneCrop || hasSpread(upper)) && <i className="student-block" />}
      {lower && hasSpread(lower) && <i className="lower-skirt" />}
      {lower && (oneCrop || hasSpread(lower)) && <i className="lower-block" />}
      {lower && <i className="lower-blade" />}
      {upper && <i className="student-blade" />}
    </>
  )
}

const hasSpread = (value: object): boolean => 'spread' in value && value.spread !== null

function properties(state: MarkState): CSSProperties {
  switch (state.kind) {
    case 'scoring':
    case 'none':
      return {}
    case 'scored':
      return { ...lane('s', state.student), ...(state.baseline && lane('b', state.baseline)) }
    case 'one-crop':
      return {
        '--s': state.student.score,
        '--r': state.student.reference,
        ...(state.baseline && { '--b': state.baseline.score, '--br': state.baseline.reference }),
      } as CSSProperties
    case 'own':
      return lane('b', state.own)
  }
}

const lane = (name: 's' | 'b', { score, spread, worst }: Measured) =>
  ({
    [`--${name}`]: score,
    [`--${name}d`]: spread ?? 0,
    [`--${name}x`]: worst ?? 0,
  }) as CSSProperties

/** The numbers under marks of detail size and up. */
export function AxisLabels() {
  return (
    <div className="axis-labels" aria-hidden="true">
      {[0, 25, 50, 75, 100].map((tick) => (
        <span key={tick} style={{ left: `${tick}%` }}>
          {tick}
        </span>
      ))}
    </div>
  )
}

/** `82 ± 3` beside a mark; `··` stands for what is being measured. */
export function ScoreValue({ measured }: { readonly measured: Measured | null }) {
  const spread = measured?.spread ?? null
  return (
    <span
      className={measured ? 'score-value' : 'score-value faint'}
      title={measured?.worst == null ? undefined : `${whole(measured.worst)} at worst`}
    >
      {measured ? whole(measured.score) : '··'}
      <small className={measured && isUnsteady(measured) ? 'unsteady' : undefined}>
        ± {spread === null ? '··' : whole(spread)}
      </small>
    </span>
  )
}

import type { ReactNode } from 'react'
import { useSelection } from '#stores/photos/selection.ts'

interface Props {
  readonly id: string
  readonly selected: boolean
  /** Whether Tab stops here. */
  readonly isStop: boolean
  readonly className: string
  readonly children: ReactNode
}

/** A row that opens its detail. Tab stops at one alone; J, K and the arrows move from row to row. */
export function RowButton({ id, selected, isStop, className, children }: Props) {
  return (
    <button
      type="button"
      className={className}
      aria-current={selected || undefined}
      tabIndex={isStop ? 0 : -1}
      onClick={() => useSelection.getState().open(id)}
    >
      {children}
    </button>
  )
}

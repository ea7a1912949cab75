import type { ReactNode } from 'react'
import { useSelection } from '#stores/photos/selection.ts'

interface Props {
  readonly id: string
  readonly selected: boolean
  readonly className?: string
  readonly children: ReactNode
}

/** A row that opens its detail. Tab stops at the selected one alone; J, K and the arrows move from row to row. */
export function RowButton({ id, selected, className = '', children }: Props) {
  return (
    <button
      type="button"
      className={`row columns ${className}`}
      aria-current={selected || undefined}
      tabIndex={selected ? 0 : -1}
      onClick={() => useSelection.getState().open(id)}
    >
      {children}
    </button>
  )
}

import type { KeyboardEvent, PointerEvent } from 'react'
import '../charts.css'

interface Props {
  readonly label: string
  /** What the crosshair is on, as an index; null while it is on nothing. */
  readonly index: number | null
  /** The index that a first arrow key takes. */
  readonly start: number
  readonly last: number
  /** What a screen reader says of the place. */
  readonly valueText: string
  readonly roleDescription?: string
  /** The index at a place, in pixels from the chart's top left corner. */
  at(x: number, y: number): number
  /** Where the keys lead from `index`. */
  keysFrom(index: number): Readonly<Record<string, number>>
  onMove(index: number | null): void
}

/** Lies over a chart and moves its crosshair: by pointer, by tap, by arrow keys, Home and End; Escape takes it away. */
export function Crosshair({ label, index, start, last, valueText, roleDescription, at, keysFrom, onMove }: Props) {
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const pointed = at(event.clientX - box.left, event.clientY - box.top)
    if (pointed !== index) onMove(pointed)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = afterKey(event.key)
    if (next === undefined) return
    event.preventDefault()
    onMove(next)
  }
  const afterKey = (key: string) => {
    if (index !== null) return key === 'Escape' ? null : keysFrom(index)[key]
    return key.startsWith('Arrow') ? start : keysFrom(start)[key]
  }
  return (
    <div
      className="crosshair"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-roledescription={roleDescription}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index ?? start}
      aria-valuetext={index === null ? 'Nothing chosen' : valueText}
      onPointerDown={point}
      onPointerMove={point}
      onKeyDown={press}
    />
  )
}

import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { type Point, point } from '#domain/geometry/point.ts'

/** Handlers of a drag; whoever holds the pointer gives them to what can be taken hold of. */
export type Pointers = Readonly<
  Record<'onPointerDown' | 'onPointerMove' | 'onLostPointerCapture', (event: PointerEvent<SVGGElement>) => void>
>

interface Props extends Pointers {
  readonly label: string
  readonly className: string
  /** The smallest step that does not round away, in source pixels. */
  readonly leastStep: number
  /** By how many source pixels the arrow keys move it. */
  onNudge(by: Point<'source'>, event: KeyboardEvent): void
  readonly children: ReactNode
}

/** Something on the photo that pointer and keyboard can move. */
export function Grip({ label, className, leastStep, onNudge, children, ...pointers }: Props) {
  const press = (event: KeyboardEvent) => {
    const direction = directions[event.key]
    if (!direction || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const step = Math.max(leastStep, event.shiftKey ? 10 : event.altKey ? 0.1 : 1)
    onNudge(point(direction[0] * step, direction[1] * step), event)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button.
    <g
      className={`grip ${className}`}
      role="button"
      tabIndex={0}
      aria-roledescription="draggable"
      aria-label={label}
      onKeyDown={press}
      {...pointers}
    >
      {children}
    </g>
  )
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

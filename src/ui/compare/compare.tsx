import { type CSSProperties, type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { Tip } from '../controls/tip.tsx'
import { fixed } from '../format.ts'
import { Picture } from '../picture.tsx'
import { panBy, unzoomed, zoomBy } from './view.ts'
import './compare.css'

interface Props {
  /** Square pictures; null keeps the place. */
  readonly left: Blob | null
  readonly right: Blob | null
  readonly leftLabel: string
  readonly rightLabel: string
}

/** From this magnification on a picture's own pixels show. */
const PIXELS_SHOW = 4
/** How far an arrow key moves a magnified picture, in sides of the frame. */
const PAN = 1 / 16

/** Two pictures in one place, with a divider to slide over them; they always zoom and pan together. */
export function Compare({ left, right, leftLabel, rightLabel }: Props) {
  const frame = useRef<HTMLFieldSetElement>(null)
  const grabbed = useRef({ x: 0, y: 0 })
  const [divider, setDivider] = useState(50)
  const [view, setView] = useState(unzoomed)

  useEffect(() => {
    const element = frame.current
    const zoomAtPointer = (event: WheelEvent) => {
      // A pinch on a trackpad is a wheel with Ctrl, too.
      if (!event.ctrlKey) return
      event.preventDefault()
      const { x, y } = placeIn(event.currentTarget as Element, event)
      setView((was) => zoomBy(was, Math.exp(-0.005 * event.deltaY), x, y))
    }
    // React's own wheel listener is passive and could not keep the page from zooming.
    element?.addEventListener('wheel', zoomAtPointer, { passive: false })
    return () => element?.removeEventListener('wheel', zoomAtPointer)
  }, [])

  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const next = viewAfter(event.key)
    if (!next) return
    event.preventDefault()
    setView(next)
  }
  const viewAfter = (key: string) => {
    switch (key) {
      case '+':
      case '=':
        return zoomBy(view, 2)
      case '-':
      case '−':
        return zoomBy(view, 0.5)
      case '0':
        return unzoomed
      case 'ArrowLeft':
        return panBy(view, PAN, 0)
      case 'ArrowRight':
        return panBy(view, -PAN, 0)
      case 'ArrowUp':
        return panBy(view, 0, PAN)
      case 'ArrowDown':
        return panBy(view, 0, -PAN)
      default:
        return null
    }
  }

  const grab = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    grabbed.current = placeIn(event.currentTarget, event)
  }
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const from = grabbed.current
    const to = placeIn(event.currentTarget, event)
    grabbed.current = to
    setView((was) => panBy(was, to.x - from.x, to.y - from.y))
  }

  return (
    <fieldset
      ref={frame}
      className="compare"
      aria-label={`${leftLabel} beside ${rightLabel}`}
      style={{ '--divider': divider, '--zoom': view.zoom, '--x': view.x, '--y': view.y } as CSSProperties}
      data-zoomed={view.zoom > 1}
      data-pixels={view.zoom >= PIXELS_SHOW}
      onKeyDown={press}
    >
      <div className="compare-pictures" onPointerDown={grab} onPointerMove={drag}>
        <Picture blob={left} alt={leftLabel} />
        <div className="compare-right">
          <Picture blob={right} alt={rightLabel} />
        </div>
      </div>
      <span className="compare-label" aria-hidden="true">
        {leftLabel}
      </span>
      <span className="compare-label" aria-hidden="true">
        {rightLabel}
      </span>
      <Divider value={divider} onChange={setDivider} />
      <div className="compare-zoom">
        <ZoomButton label="Zoom out" keys="−" text="−" onClick={() => setView(zoomBy(view, 0.5))} />
        <ZoomButton
          label="Whole picture"
          keys="0"
          text={`${fixed(view.zoom, Number.isInteger(view.zoom) ? 0 : 1)}×`}
          onClick={() => setView(unzoomed)}
        />
        <ZoomButton label="Zoom in" keys="+" text="+" onClick={() => setView(zoomBy(view, 2))} />
      </div>
    </fieldset>
  )
}

interface DividerProps {
  /** 0 to 100: how much of the left picture shows. */
  readonly value: number
  onChange(value: number): void
}

/** How far a key moves the divider; with Shift ten times as far. */
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -100,
  End: 100,
}

function Divider({ value, onChange }: DividerProps) {
  const set = (next: number) => onChange(Math.min(100, Math.max(0, Math.round(next))))
  const press = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    set(value + step * (event.shiftKey ? 10 : 1))
  }
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const { currentTarget } = event
    if (currentTarget.parentElement && currentTarget.hasPointerCapture(event.pointerId))
      set(100 * placeIn(currentTarget.parentElement, event).x)
  }
  return (
    <div
      className="compare-divider"
      role="slider"
      tabIndex={0}
      aria-label="Divider"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value}
      aria-valuetext={`${value}% left, ${100 - value}% right`}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5" />
      </svg>
    </div>
  )
}

interface ZoomButtonProps {
  readonly label: string
  readonly keys: string
  readonly text: string
  onClick(): void
}

function ZoomButton({ label, keys, text, onClick }: ZoomButtonProps) {
  return (
    <Tip text={`${label} (${keys}). Arrow keys move the picture.`}>
      <button type="button" aria-label={label} onClick={onClick}>
        {text}
      </button>
    </Tip>
  )
}

/** Where in an element a pointer is, 0 to 1 in each direction. */
function placeIn(element: Element, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }) {
  const box = element.getBoundingClientRect()
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }
}

import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { Tip } from './tip.tsx'
import './bob.css'

interface Props {
  readonly label: string
  /** 0 to 100, a whole number. */
  readonly value: number
  /** What a screen reader says of the value. */
  readonly valueText: string
  readonly tip: string
  onChange(value: number): void
}

/**
 * The plumb bob: a slider whose handle hangs from the threshold's line. Drag it, press arrows (Shift: by 10), Home or
 * End, or type a number. Its parent is the axis, as wide as 0 to 100.
 */
export function Bob({ label, value, valueText, tip, onChange }: Props) {
  /** The digits typed so far, as long as nothing else is pressed. */
  const typed = useRef('')

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const axis = event.currentTarget.parentElement?.getBoundingClientRect()
    if (axis && event.currentTarget.hasPointerCapture(event.pointerId))
      onChange(clamp((100 * (event.clientX - axis.left)) / axis.width))
  }

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (/^\d$/.test(event.key)) {
      const longer = Number(typed.current + event.key)
      typed.current = longer <= 100 ? `${longer}` : event.key
      onChange(Number(typed.current))
    } else {
      typed.current = ''
      const next = afterKey(event.key, event.shiftKey, value)
      if (next === null) return
      onChange(clamp(next))
    }
    event.preventDefault()
  }

  return (
    <Tip text={tip}>
      <div
        className="bob"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value}
        aria-valuetext={valueText}
        style={{ '--t': value } as CSSProperties}
        onKeyDown={press}
        onBlur={() => {
          typed.current = ''
        }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      >
        <svg viewBox="0 0 28 32" aria-hidden="true">
          <path d="M12.5 4h3v4h4.5v6.5L14 29 8 14.5V8h4.5z" />
          <path className="shine" d="M8.5 12.5h11" />
        </svg>
      </div>
    </Tip>
  )
}

const clamp = (value: number) => Math.min(100, Math.max(0, Math.round(value)))

function afterKey(key: string, shift: boolean, value: number): number | null {
  const step = shift ? 10 : 1
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return value - step
    case 'ArrowRight':
    case 'ArrowUp':
      return value + step
    case 'PageDown':
      return value - 10
    case 'PageUp':
      return value + 10
    case 'Home':
      return 0
    case 'End':
      return 100
    default:
      return null
  }
}

import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import './slider.css'

interface Props {
  readonly label: string
  /** In the unit that `format` shows: 2 for `+2%`. */
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  format(value: number): string
  onChange(value: number): void
  /** The hand has come to rest: a drag has ended, a key was let go, a number was typed. */
  onCommit?(): void
  /** Where a double click on the handle leads. */
  readonly neutral?: number
}

/** A value on a line: drag the handle, press arrows, double click to reset, or click the number and type another. */
export function Slider({ label, value, min, max, step, format, onChange, onCommit, neutral }: Props) {
  const id = useId()
  const range = useRef<HTMLInputElement>(null)
  /** Whether the value has changed since the last commit. */
  const moved = useRef(false)
  const keyHeld = useRef(false)

  const change = (next: number) => {
    if (next === value) return
    moved.current = true
    onChange(next)
  }
  const commit = () => {
    if (!moved.current) return
    moved.current = false
    onCommit?.()
  }
  const rest = useEffectEvent(() => {
    if (!keyHeld.current) commit()
  })
  useEffect(() => {
    const input = range.current
    // React's onChange is the browser's input event; the end of a drag is its change event.
    input?.addEventListener('change', rest)
    return () => input?.removeEventListener('change', rest)
  }, [])
  const letGo = () => {
    keyHeld.current = false
    commit()
  }

  return (
    <div className="slider">
      <label htmlFor={id}>{label}</label>
      <input
        ref={range}
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={format(value)}
        onChange={(event) => change(event.currentTarget.valueAsNumber)}
        onKeyDown={() => {
          keyHeld.current = true
        }}
        onKeyUp={letGo}
        onBlur={letGo}
        onDoubleClick={() => {
          if (neutral !== undefined) change(neutral)
          commit()
        }}
      />
      <NumberField
        label={`${label}, as a number`}
        shown={format(value)}
        signed={min < 0}
        onTake={(typed) => {
          change(onStep(typed, min, max, step))
          commit()
        }}
      />
    </div>
  )
}

interface NumberProps {
  readonly label: string
  readonly shown: string
  readonly signed: boolean
  onTake(value: number): void
}

/** The value as text until it is typed over: Enter takes what was typed, and so does leaving; Escape does not. */
function NumberField({ label, shown, signed, onTake }: NumberProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const number = typed === null ? Number.NaN : read(typed)
  const take = () => {
    if (!Number.isNaN(number)) onTake(number)
    setTyped(null)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') take()
    else if (event.key === 'Escape' && typed !== null) setTyped(null)
    else return
    event.preventDefault()
  }
  return (
    <input
      type="text"
      // The decimal keyboard of an iPhone has no minus.
      inputMode={signed ? 'text' : 'decimal'}
      aria-label={label}
      autoComplete="off"
      value={typed ?? shown}
      aria-invalid={typed !== null && Number.isNaN(number)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={press}
      onBlur={take}
    />
  )
}

/** A number as people write it: true minus, decimal comma, `%`, `°` and `×` are understood; NaN where none is there. */
function read(text: string): number {
  const plain = text
    .replace(/[\s%°×]/g, '')
    .replace(/^[−–]/, '-')
    .replace(',', '.')
  return plain === '' ? Number.NaN : Number(plain)
}

/** The nearest value that the handle can have. */
function onStep(value: number, min: number, max: number, step: number): number {
  const steps = Math.round((value - min) / step)
  // Adding up 0.01 leaves a tail of digits.
  return Math.min(max, Math.max(min, Number((min + steps * step).toFixed(9))))
}

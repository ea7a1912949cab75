import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'

/** A key of the keyboard table: what to press, how it is printed, what it does. */
export interface KeyBinding {
  /** For tinykeys: `j`, `Shift+BracketLeft`; several that do the same. */
  readonly press: readonly string[]
  /** As the shortcuts dialog prints it; bindings with the same words share a line there. */
  readonly shown: readonly string[]
  readonly does: string
  readonly run: (event: KeyboardEvent) => void
}

/** A named part of the keyboard table. */
export interface KeyTable {
  readonly title: string
  readonly keys: readonly KeyBinding[]
}

/** A press of one printable character without Ctrl, Alt or Meta: off in text fields, and where a person switched it off. */
const isLetter = (event: KeyboardEvent) =>
  event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.altKey && !event.metaKey

/** A slider or a check box is an input too, but takes no text. */
const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select'))

/** Binds a table's keys to the window for as long as the component is mounted. */
export function useKeys(keys: readonly KeyBinding[], letters: boolean): void {
  useEffect(() => {
    const guarded = (run: KeyBinding['run']) => (event: KeyboardEvent) => {
      // A dialog, a menu or a slider that took the key has it; so has what a person types.
      if (
        event.defaultPrevented ||
        isTextField(event.target) ||
        document.querySelector('[role="dialog"], [role="menu"]')
      )
        return
      if (isLetter(event) && !letters) return
      run(event)
    }
    return tinykeys(
      window,
      Object.fromEntries(keys.flatMap(({ press, run }) => press.map((one) => [one, guarded(run)]))),
    )
  }, [keys, letters])
}

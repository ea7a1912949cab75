import { Tooltip } from 'radix-ui'
import { type MouseEvent, type ReactNode, useState } from 'react'
import { Bubble } from './bubble.tsx'
import './controls.css'

interface Props {
  /** What it means, in whole sentences. */
  readonly text: string
  readonly className?: string
  readonly children: ReactNode
}

/** A value that explains itself: on hover, on focus, and on a tap, which a plain tooltip does not answer. */
export function Explained({ text, className = '', children }: Props) {
  const [open, setOpen] = useState(false)
  const keepOpen = (event: MouseEvent) => {
    // Radix closes a tooltip with a click unless the click is taken.
    event.preventDefault()
    setOpen(true)
  }
  return (
    <Tooltip.Root open={open} onOpenChange={setOpen}>
      <Tooltip.Trigger className={`explained ${className}`} onClick={keepOpen}>
        {children}
      </Tooltip.Trigger>
      <Bubble>{text}</Bubble>
    </Tooltip.Root>
  )
}

import { Tooltip } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Bubble } from './bubble.tsx'

interface Props {
  /** What the tooltip says. */
  readonly text: ReactNode
  /** One element that takes focus. */
  readonly children: ReactElement
}

/** A tooltip for an element that takes focus, so that the keyboard reaches it too. */
export function Tip({ text, children }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Bubble>{text}</Bubble>
    </Tooltip.Root>
  )
}

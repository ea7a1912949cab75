import { Tooltip } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import './controls.css'

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
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" sideOffset={6} collisionPadding={12}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

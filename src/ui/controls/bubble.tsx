import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import './controls.css'

/** What a tooltip says, floating over the page beside its trigger. */
export function Bubble({ children }: { readonly children: ReactNode }) {
  return (
    <Tooltip.Portal>
      <Tooltip.Content className="tooltip" sideOffset={6} collisionPadding={12}>
        {children}
      </Tooltip.Content>
    </Tooltip.Portal>
  )
}

import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { FixedWidth } from '../../use-width.ts'

/** Widths of a figure in a paper, in CSS pixels: with the sheet's edges 85 and 175 mm. */
export const paperWidths = { one: 313, two: 653 } as const

/**
 * Draws a figure at a width, in light colours on white, out of sight.
 * @param figure  renders a figure element
 * @param make    reads the drawn figure; it is gone when this returns
 */
export function onPaper<T>(figure: ReactNode, width: number, make: (drawn: HTMLElement) => T): T {
  const host = document.createElement('div')
  host.className = 'paper'
  host.style.width = `${width}px`
  host.inert = true
  document.body.append(host)
  const root = createRoot(host)
  try {
    flushSync(() => root.render(<FixedWidth value={width}>{figure}</FixedWidth>))
    return make(host.querySelector('figure')!)
  } finally {
    root.unmount()
    host.remove()
  }
}

import { createContext, useContext, useLayoutEffect, useRef, useState } from 'react'

/** A width in CSS pixels that holds whatever the layout is, as of a picture for paper; null on the page. */
export const FixedWidth = createContext<number | null>(null)

/** The width of an element in CSS pixels, kept current; `initial` until it has a layout, or a FixedWidth. */
export function useWidth<E extends Element>(initial: number) {
  const ref = useRef<E>(null)
  const [width, setWidth] = useState(initial)
  const fixed = useContext(FixedWidth)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      const now = Math.round(entry?.contentRect.width ?? 0)
      if (now > 0) setWidth(now)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, fixed ?? width] as const
}

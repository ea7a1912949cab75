import { useCallback, useSyncExternalStore } from 'react'

/** Below this the layout is the phone's; the same number is in the style sheets. */
export const PHONE = '(max-width: 760px)'
/** From here on the detail stands beside the list. */
export const WIDE = '(min-width: 1200px)'

/** Whether a media query holds, and renders again when that changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}

import { useEffect, useRef, useState } from 'react'
import { usePhotos } from '#stores/photos/photos.ts'
import { useTally } from '#stores/photos/rows.ts'
import { plural } from '#ui/format.ts'

/** Screen readers hear of progress at most so often. */
const PAUSE_MS = 5000

/** Says how far the scoring is, politely. */
export function Announcer() {
  const waiting = usePhotos(({ pending }) => pending.photos + pending.faces)
  const { faces, scores } = useTally()
  const state =
    waiting > 0
      ? `Scored ${scores.length} of ${plural(faces, 'face')}.`
      : `All done: ${plural(scores.length, 'face')} scored.`
  return (
    <p className="visually-hidden" aria-live="polite">
      {usePaused(state)}
    </p>
  )
}

/** The latest of a value's states, taken over at most every five seconds. */
function usePaused(value: string): string {
  const [said, setSaid] = useState('')
  const last = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const rest = Math.max(0, last.current + PAUSE_MS - performance.now())
    const timer = setTimeout(() => {
      last.current = performance.now()
      setSaid(value)
    }, rest)
    return () => clearTimeout(timer)
  }, [value])
  return said
}

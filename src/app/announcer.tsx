import { useEffect, useRef, useState } from 'react'
import type { EngineStatus } from '#engine/engine.ts'
import { useEngine } from '#stores/engine.ts'
import { useSpoken } from '#stores/live/spoken.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { useTally } from '#stores/photos/rows.ts'
import { useStopped } from '#stores/session.ts'
import { plural } from '#ui/format.ts'

/** Screen readers hear of progress at most so often. */
const PAUSE_MS = 5000

/**
 * Says politely what the page is doing, at every width the same, and at once when that changes: while the camera is on,
 * each hint, and the score every five seconds where it has moved.
 */
export function Announcer() {
  const engine = useEngine(({ status }) => status.state)
  const empty = usePhotos(({ order }) => order.length === 0)
  const waiting = usePhotos(({ pending }) => pending.photos + pending.faces > 0)
  const stopped = useStopped()
  const { faces, scores } = useTally()
  const live = useSpoken()
  const words = live?.score ?? wordsOf({ engine, empty, waiting, stopped, faces, scored: scores.length })
  const isProgress = live !== null || (waiting && !stopped && engine === 'ready')
  return (
    <>
      <p className="visually-hidden" aria-live="polite">
        {usePaused(words, isProgress)}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {live?.hint}
      </p>
    </>
  )
}

interface State {
  readonly engine: EngineStatus['state']
  readonly empty: boolean
  readonly waiting: boolean
  readonly stopped: boolean
  readonly faces: number
  readonly scored: number
}

function wordsOf({ engine, empty, waiting, stopped, faces, scored }: State): string {
  if (!empty && !waiting) return `All done: ${plural(scored, 'face')} scored.`
  // What failed is an alert of its own.
  if (engine === 'failed') return ''
  if (engine === 'loading') return 'Loading the models.'
  if (empty) return 'Ready.'
  return `${stopped ? 'Stopped. ' : ''}Scored ${scored} of ${plural(faces, 'face')}.`
}

/** The latest of a text's states; while it tells of progress, taken over at most every five seconds. */
function usePaused(text: string, isProgress: boolean): string {
  const [said, setSaid] = useState('')
  const last = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const rest = isProgress ? Math.max(0, last.current + PAUSE_MS - performance.now()) : 0
    const timer = setTimeout(() => {
      last.current = isProgress ? performance.now() : Number.NEGATIVE_INFINITY
      setSaid(text)
    }, rest)
    return () => clearTimeout(timer)
  }, [text, isProgress])
  return said
}

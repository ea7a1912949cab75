import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { DegeneratePointsError } from '#domain/geometry/fit-similarity.ts'
import { type Point, point } from '#domain/geometry/point.ts'
import type { PhotoEntry } from '#stores/photos/photos.ts'
import { noFace } from '#stores/photos/rows.ts'
import { useSelection } from '#stores/photos/selection.ts'
import { addMarkedFace } from '#stores/session.ts'
import { Points } from '#ui/face-overlay.tsx'
import { Picture } from '#ui/picture.tsx'
import { markedFace } from './marked-face.ts'

/** In template order; right is the person's right. */
const names = ['right eye', 'left eye', 'nose tip', 'right mouth corner', 'left mouth corner'] as const

/** A person sets the five points of a face that nothing found: by clicks, or with the arrow keys and Enter. */
export function MarkFace({ photo }: { readonly photo: PhotoEntry }) {
  const stopMarking = useSelection((state) => state.stopMarking)
  const [points, setPoints] = useState<readonly Point<'source'>[]>([])
  /** Why the last point was not taken. */
  const [fault, setFault] = useState('')
  const stage = useRef<HTMLDivElement>(null)
  const size = photo.size ?? { width: 1, height: 1 }
  const [cursor, setCursor] = useState(() => point<'source'>(size.width / 2, size.height / 2))
  useEffect(() => stage.current?.focus(), [])

  const set = (p: Point<'source'>) => {
    const all = [...points, p]
    try {
      const face = markedFace(all, size)
      setPoints(all)
      setFault('')
      if (!face) return
      addMarkedFace(photo.id, face)
      stopMarking()
    } catch (error) {
      if (!(error instanceof DegeneratePointsError)) throw error
      setFault(error.message)
    }
  }
  const takeBack = () => {
    setPoints(points.slice(0, -1))
    setFault('')
  }

  const click = (event: PointerEvent<SVGSVGElement>) => {
    const toScreen = event.currentTarget.getScreenCTM()
    if (!toScreen) return
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(toScreen.inverse())
    set(within(point(at.x, at.y), size))
  }

  const press = (event: KeyboardEvent) => {
    // A hundredth of the photo's longer side, with Shift a tenth of that.
    const step = Math.max(size.width, size.height) / (event.shiftKey ? 1000 : 100)
    const moves: Record<string, readonly [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    }
    const move = moves[event.key]
    if (move) setCursor(within(point(cursor.x + move[0], cursor.y + move[1]), size))
    else if (event.key === 'Enter' || event.key === ' ') set(cursor)
    else if (event.key === 'Backspace') takeBack()
    else if (event.key === 'Escape') stopMarking()
    else return
    event.preventDefault()
  }

  const arm = Math.max(size.width, size.height) / 40
  return (
    <div className="mark-face">
      <div
        ref={stage}
        className="stage"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys, and so has to take the focus.
        tabIndex={0}
        aria-label="Photo to mark. Arrow keys move the cursor, Enter sets the point, Backspace takes one back."
        onKeyDown={press}
      >
        <Picture blob={photo.blob} alt={photo.name} />
        <svg
          className="face-overlay"
          viewBox={`-0.5 -0.5 ${size.width} ${size.height}`}
          aria-hidden="true"
          onPointerDown={click}
        >
          <Points points={points} />
          <path className="halo cursor" d={cross(cursor, arm)} />
          <path className="box cursor" d={cross(cursor, arm)} />
        </svg>
      </div>
      <div className="mark-words">
        <p className="quiet">{noFace.remedy}</p>
        <p aria-live="polite">
          <b className="mark-step">{names[points.length]}</b> <span className="faint">{points.length + 1} of 5</span>
          {fault && <span className="mark-fault">{fault}</span>}
        </p>
        <button type="button" className="button" disabled={points.length === 0} onClick={takeBack}>
          Take back
        </button>
        <button type="button" className="button" onClick={stopMarking}>
          Cancel
        </button>
      </div>
    </div>
  )
}

const cross = ({ x, y }: Point<'source'>, arm: number) => `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`

const within = ({ x, y }: Point<'source'>, { width, height }: { readonly width: number; readonly height: number }) =>
  point<'source'>(Math.min(width - 1, Math.max(0, x)), Math.min(height - 1, Math.max(0, y)))

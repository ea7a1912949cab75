import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react'
import { type FivePointName, fivePointNames } from '#domain/alignment/face.ts'
import { landmarks } from '#domain/alignment/landmarks.ts'
import { midpoint, type Point, point } from '#domain/geometry/point.ts'
import { apply, invert, scaleOf } from '#domain/geometry/similarity.ts'
import { cropSize, faceCentre } from '#domain/geometry/template.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { alignByHand, type Hand, type HandAlignment, untouched } from '#stores/lab/hand.ts'
import type { FaceEntry, PhotoEntry } from '#stores/photos/photos.ts'
import { fixed } from '#ui/format.ts'
import { useObjectUrl } from '#ui/object-url.ts'
import { useWidth } from '#ui/use-width.ts'
import { dragged, frameOf, scaled, turned, withLandmark } from './gestures.ts'
import { moveWhileHeld } from './move-while-held.ts'

interface Props {
  readonly photo: PhotoEntry
  readonly face: FaceEntry
}

type Source = Point<'source'>
type Gesture = (hand: Hand, aligned: HandAlignment, from: Source, to: Source) => Hand

/** How much of the photo shows: the side of the properly aligned crop, this many times. */
const VIEW = 2.4

/** From the frame's edge to its handle, as a share of the frame's side. */
const HANDLE = 0.12

/** The photo around the face, with the crop's frame and the landmarks to take hold of. */
export function LabStage({ photo, face: { face } }: Props) {
  const url = useObjectUrl(photo.blob)
  const hand = useExperiment((state) => state.hand)
  const svg = useRef<SVGSVGElement>(null)
  const [stage, width] = useWidth<HTMLDivElement>(456)
  /** Where the gesture that goes on began. */
  const held = useRef<Held | null>(null)
  const aligned = alignByHand(face, hand)
  const proper = alignByHand(face, untouched)
  if (!aligned || !proper) return <div className="stage" ref={stage} />

  const view = viewOf(proper)
  /** Source pixels a CSS pixel. */
  const unit = view.side / width
  const frame = frameOf(aligned)
  const top = midpoint(frame[0], frame[1])
  const centre = midpoint(frame[0], frame[2])
  const handle = point<'source'>(top.x + (top.x - centre.x) * 2 * HANDLE, top.y + (top.y - centre.y) * 2 * HANDLE)

  const at = (event: PointerEvent): Source => {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.current?.getScreenCTM()?.inverse())
    return point(x, y)
  }
  /** Pointer handlers that run a gesture from where it began, so that rounding never adds up. */
  const grip = (gesture: Gesture): Pointers => ({
    onPointerDown(event) {
      if (event.button !== 0 || held.current) return
      event.currentTarget.setPointerCapture(event.pointerId)
      held.current = { pointer: event.pointerId, hand, aligned, from: at(event) }
    },
    onPointerMove(event) {
      const start = held.current
      if (start?.pointer !== event.pointerId) return
      useExperiment.getState().move(gesture(start.hand, start.aligned, start.from, at(event)))
    },
    // Also where the pointer was cancelled, or what it held is gone.
    onLostPointerCapture(event) {
      if (held.current?.pointer !== event.pointerId) return
      held.current = null
      useExperiment.getState().settle()
    },
  })

  return (
    <div className="stage" ref={stage}>
      <svg
        ref={svg}
        className="lab-overlay"
        viewBox={`${view.x} ${view.y} ${view.side} ${view.side}`}
        preserveAspectRatio="xMidYMid slice"
        role="application"
        aria-label={`${photo.name} with five landmarks and the crop’s frame`}
      >
        {url && photo.size && (
          <image href={url} x={-0.5} y={-0.5} width={photo.size.width} height={photo.size.height} />
        )}
        <Grip
          label="Crop frame"
          className="grip-frame"
          {...grip(dragged)}
          onNudge={(by, event) => nudge((before) => drag(before, face, by), event)}
        >
          <path className="halo" d={outline(frame)} />
          <path className="line" d={outline(frame)} />
        </Grip>
        <path className="halo" d={`M${top.x} ${top.y}L${handle.x} ${handle.y}`} />
        <path className="line" d={`M${top.x} ${top.y}L${handle.x} ${handle.y}`} />
        {frame.map((corner, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the corners have their order and nothing else.
          <g key={index} className={`grip-corner corner-${index % 2}`} {...grip(scaled)}>
            <circle className="reach" cx={corner.x} cy={corner.y} r={14 * unit} />
            <rect
              className="handle"
              x={corner.x - 4 * unit}
              y={corner.y - 4 * unit}
              width={8 * unit}
              height={8 * unit}
            />
          </g>
        ))}
        <g className="grip-turn" {...grip(turned)}>
          <circle className="reach" cx={handle.x} cy={handle.y} r={16 * unit} />
          <circle className="handle" cx={handle.x} cy={handle.y} r={6.5 * unit} />
          {hand.misalignment.rotation !== 0 && (
            <text x={handle.x + 12 * unit} y={handle.y + 4 * unit} style={{ fontSize: 12 * unit }}>
              {fixed(hand.misalignment.rotation, 0)}°
            </text>
          )}
        </g>
        {fivePointNames.map((name) => {
          const place = aligned.face.landmarks[name]
          const follow: Gesture = (before, _, from, to) => {
            const start = alignByHand(face, before)?.face.landmarks[name] ?? from
            return withLandmark(before, face, name, point(start.x + to.x - from.x, start.y + to.y - from.y))
          }
          return (
            <Grip
              key={name}
              label={landmarkLabel(name, hand)}
              className="grip-point"
              {...grip(follow)}
              onNudge={(by, event) =>
                nudge((before) => withLandmark(before, face, name, point(place.x + by.x, place.y + by.y)), event)
              }
            >
              <circle className="reach" cx={place.x} cy={place.y} r={16 * unit} />
              <circle className="halo" cx={place.x} cy={place.y} r={7 * unit} />
              <circle className="line" cx={place.x} cy={place.y} r={7 * unit} />
              <circle className="dot" cx={place.x} cy={place.y} r={1.5 * unit} />
              <text
                className="name"
                x={place.x + (isLeft(name) ? 12 : -12) * unit}
                y={place.y - 12 * unit}
                textAnchor={isLeft(name) ? 'start' : 'end'}
                style={{ fontSize: 12 * unit }}
              >
                {landmarks[name].label}
              </text>
            </Grip>
          )
        })}
      </svg>
    </div>
  )
}

/** Where a gesture began, and by which pointer: a second finger is no part of it. */
interface Held {
  readonly pointer: number
  readonly hand: Hand
  readonly aligned: HandAlignment
  readonly from: Source
}

type Pointers = Readonly<
  Record<'onPointerDown' | 'onPointerMove' | 'onLostPointerCapture', (event: PointerEvent<SVGGElement>) => void>
>

interface GripProps extends Pointers {
  readonly label: string
  readonly className: string
  /** By how many source pixels the arrow keys move it. */
  onNudge(by: Source, event: KeyboardEvent): void
  readonly children: ReactNode
}

/** Something on the photo that pointer and keyboard can move. */
function Grip({ label, className, onNudge, children, ...pointer }: GripProps) {
  const press = (event: KeyboardEvent) => {
    const direction = directions[event.key]
    if (!direction || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const step = event.shiftKey ? 10 : event.altKey ? 0.1 : 1
    onNudge(point(direction[0] * step, direction[1] * step), event)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button.
    <g
      className={`grip ${className}`}
      role="button"
      tabIndex={0}
      aria-roledescription="draggable"
      aria-label={label}
      onKeyDown={press}
      {...pointer}
    >
      {children}
    </g>
  )
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

const nudge = (change: (hand: Hand) => Hand, event: KeyboardEvent) =>
  moveWhileHeld(change(useExperiment.getState().hand), event)

function drag(hand: Hand, face: FaceEntry['face'], by: Source): Hand {
  const aligned = alignByHand(face, hand)
  return aligned ? dragged(hand, aligned, point(0, 0), by) : hand
}

/** A square of the photo about the face, the same whatever a hand does. */
function viewOf({ transform }: HandAlignment) {
  const side = (VIEW * cropSize) / scaleOf(transform)
  const centre = apply(invert(transform), faceCentre)
  return { x: centre.x - side / 2, y: centre.y - side / 2, side }
}

const outline = (corners: readonly Source[]) => `M${corners.map(({ x, y }) => `${x} ${y}`).join('L')}Z`

/** On the viewer's right of the face, where a name has room on its right. */
const isLeft = (name: FivePointName) => name === 'leftEye' || name === 'mouthLeft'

function landmarkLabel(name: FivePointName, { moves }: Hand): string {
  const { label } = landmarks[name]
  const move = moves[name]
  return move ? `${label}, moved by ${fixed(100 * Math.hypot(move.x, move.y), 1)}% of the eye distance` : label
}

import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { referenceOf } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { type Landmark, landmarks } from '#domain/alignment/landmarks.ts'
import { moveLandmarks } from '#domain/alignment/move-landmarks.ts'
import { procedureOf } from '#domain/alignment/procedures.ts'
import { distance, midpoint, type Point, point } from '#domain/geometry/point.ts'
import { apply, invert, scaleOf } from '#domain/geometry/similarity.ts'
import { cropSize, faceCentre } from '#domain/geometry/template.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { alignByHand, type Hand, type HandAlignment, untouched } from '#stores/lab/hand.ts'
import type { FaceEntry, PhotoEntry } from '#stores/photos/photos.ts'
import { fixed } from '#ui/format.ts'
import { useObjectUrl } from '#ui/object-url.ts'
import { useWidth } from '#ui/use-width.ts'
import { dragged, frameOf, type Gesture, scaled, turned, withLandmark } from './gestures.ts'
import { Grip, type Pointers } from './grip.tsx'
import { moveWhileHeld } from './move-while-held.ts'

interface Props {
  readonly photo: PhotoEntry
  readonly face: FaceEntry
}

type Source = Point<'source'>

/** How much of the photo shows: the side of the properly aligned crop, this many times. */
const VIEW = 2.4

/** From the frame's edge to its handle, as a share of the frame's side. */
const HANDLE = 0.12

/** How finely a hand sets a landmark or the frame: shares of the distance between the eyes, and of the crop's side. */
const STEP = 0.001

/** The photo around the face, with the crop's frame and the landmarks to take hold of. */
export function LabStage({ photo, face: { face } }: Props) {
  const url = useObjectUrl(photo.blob)
  const hand = useExperiment((state) => state.hand)
  const svg = useRef<SVGSVGElement>(null)
  const [stage, width] = useWidth<HTMLDivElement>(456)
  const held = useRef<Held | null>(null)
  const proper = alignByHand(face, untouched)
  /** Null where the landmarks lie on one spot: then they alone can be moved. */
  const aligned = alignByHand(face, hand)
  if (!proper) return <div className="stage" ref={stage} />

  const view = viewOf(proper)
  const at = (event: PointerEvent): Source => {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.current?.getScreenCTM()?.inverse())
    return point(x, y)
  }
  /** Pointer handlers that run a gesture from where it began, so that rounding never adds up. */
  const grip = (begin: (from: Source) => (to: Source) => Hand): Pointers => ({
    onPointerDown(event) {
      if (event.button !== 0 || held.current) return
      event.currentTarget.setPointerCapture(event.pointerId)
      held.current = { pointer: event.pointerId, follow: begin(at(event)) }
    },
    onPointerMove(event) {
      if (held.current?.pointer === event.pointerId) useExperiment.getState().move(held.current.follow(at(event)))
    },
    // Also where the pointer was cancelled, or what it held is gone.
    onLostPointerCapture(event) {
      if (held.current?.pointer !== event.pointerId) return
      held.current = null
      useExperiment.getState().settle()
    },
  })
  const shared = { face, hand, unit: view.side / width, grip }

  return (
    <div className="stage" ref={stage}>
      {url && photo.size && (
        <img className="lab-photo" src={url} alt="" draggable={false} style={placeIn(view, photo.size)} />
      )}
      <svg
        ref={svg}
        className="lab-overlay"
        viewBox={`${view.x} ${view.y} ${view.side} ${view.side}`}
        role="application"
        aria-label={`${photo.name} with the face’s landmarks and the crop’s frame`}
      >
        {aligned && <Frame {...shared} aligned={aligned} />}
        <Landmarks {...shared} moved={moveLandmarks(face, hand.moves)} />
      </svg>
    </div>
  )
}

interface Held {
  /** A second finger is no part of the gesture. */
  readonly pointer: number
  readonly follow: (to: Source) => Hand
}

interface PartProps {
  readonly face: Face
  readonly hand: Hand
  /** Source pixels a CSS pixel. */
  readonly unit: number
  readonly grip: (begin: (from: Source) => (to: Source) => Hand) => Pointers
}

/** The crop's outline: moves by itself, scales by its corners, turns by its handle. */
function Frame({ face, hand, unit, grip, aligned }: PartProps & { readonly aligned: HandAlignment }) {
  const frame = frameOf(aligned)
  const top = midpoint(frame[0], frame[1])
  const centre = midpoint(frame[0], frame[2])
  const handle = point<'source'>(top.x + (top.x - centre.x) * 2 * HANDLE, top.y + (top.y - centre.y) * 2 * HANDLE)
  const by = (gesture: Gesture) => grip((from) => gesture(hand, aligned, from))
  return (
    <>
      <Grip
        label="Crop frame"
        className="grip-frame"
        leastStep={(STEP * cropSize) / scaleOf(aligned.transform)}
        {...by(dragged)}
        onNudge={(way, event) => nudge((before) => nudgeFrame(before, face, way), event)}
      >
        <path className="halo" d={outline(frame)} />
        <path className="line" d={outline(frame)} />
      </Grip>
      <path className="halo" d={`M${top.x} ${top.y}L${handle.x} ${handle.y}`} />
      <path className="line" d={`M${top.x} ${top.y}L${handle.x} ${handle.y}`} />
      {frame.map((corner, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the corners have their order and nothing else.
        <g key={index} className={`grip-corner corner-${index % 2}`} {...by(scaled)}>
          <circle className="reach" cx={corner.x} cy={corner.y} r={14 * unit} />
          <rect className="handle" x={corner.x - 4 * unit} y={corner.y - 4 * unit} width={8 * unit} height={8 * unit} />
        </g>
      ))}
      <g className="grip-turn" {...by(turned)}>
        <circle className="reach" cx={handle.x} cy={handle.y} r={16 * unit} />
        <circle className="handle" cx={handle.x} cy={handle.y} r={6.5 * unit} />
        {hand.misalignment.rotation !== 0 && (
          <text x={handle.x + 12 * unit} y={handle.y + 4 * unit} style={{ fontSize: 12 * unit }}>
            {fixed(hand.misalignment.rotation, 0)}°
          </text>
        )}
      </g>
    </>
  )
}

/** The points that the face's reference procedure looks at. */
function Landmarks({ face, hand, unit, grip, moved }: PartProps & { readonly moved: Face }) {
  return procedureOf(referenceOf(face)).needs.map((name) => {
    const { label, find } = landmarks[name]
    const place = find(moved)
    if (!place) return null
    const side = isLeft(name) ? 1 : -1
    return (
      <Grip
        key={name}
        label={landmarkLabel(name, face, place)}
        className="grip-point"
        leastStep={STEP * interEyeDistance(face.landmarks)}
        {...grip((from) => (to) => {
          return withLandmark(hand, face, name, point(place.x + to.x - from.x, place.y + to.y - from.y))
        })}
        onNudge={(by, event) => nudge((before) => nudgeLandmark(before, face, name, by), event)}
      >
        <circle className="reach" cx={place.x} cy={place.y} r={16 * unit} />
        <circle className="halo" cx={place.x} cy={place.y} r={7 * unit} />
        <circle className="line" cx={place.x} cy={place.y} r={7 * unit} />
        <circle className="dot" cx={place.x} cy={place.y} r={1.5 * unit} />
        <text
          className="name"
          x={place.x + 12 * side * unit}
          y={place.y - 12 * unit}
          textAnchor={side > 0 ? 'start' : 'end'}
          style={{ fontSize: 12 * unit }}
        >
          {label}
        </text>
      </Grip>
    )
  })
}

const nudge = (change: (hand: Hand) => Hand, event: KeyboardEvent) =>
  moveWhileHeld(change(useExperiment.getState().hand), event)

function nudgeFrame(hand: Hand, face: Face, by: Source): Hand {
  const aligned = alignByHand(face, hand)
  return aligned ? dragged(hand, aligned, point(0, 0))(by) : hand
}

function nudgeLandmark(hand: Hand, face: Face, name: Landmark, by: Source): Hand {
  const place = landmarks[name].find(moveLandmarks(face, hand.moves))
  return place ? withLandmark(hand, face, name, point(place.x + by.x, place.y + by.y)) : hand
}

interface View {
  readonly x: number
  readonly y: number
  readonly side: number
}

/** A square of the photo about the face, the same whatever a hand does; in source pixels. */
function viewOf({ transform }: HandAlignment): View {
  const side = (VIEW * cropSize) / scaleOf(transform)
  const centre = apply(invert(transform), faceCentre)
  return { x: centre.x - side / 2, y: centre.y - side / 2, side }
}

/** Where the photo lies in the view. It is no part of the SVG, in which not every browser turns it as EXIF says. */
function placeIn(view: View, { width, height }: { readonly width: number; readonly height: number }): CSSProperties {
  const share = (pixels: number) => `${(100 * pixels) / view.side}%`
  // Pixel centres lie at whole numbers: the first pixel begins half a pixel before.
  return { left: share(-0.5 - view.x), top: share(-0.5 - view.y), width: share(width), height: share(height) }
}

const outline = (corners: readonly Source[]) => `M${corners.map(({ x, y }) => `${x} ${y}`).join('L')}Z`

/** On the viewer's right of the face, where a name has room on its right. */
const isLeft = (name: Landmark) =>
  landmarks[name].movesWith.some((mover) => mover === 'leftEye' || mover === 'mouthLeft')

function landmarkLabel(name: Landmark, face: Face, place: Source): string {
  const { label, find } = landmarks[name]
  const moved = distance(place, find(face) ?? place) / interEyeDistance(face.landmarks)
  return moved > 0 ? `${label}, moved by ${fixed(100 * moved, 1)}% of the eye distance` : label
}

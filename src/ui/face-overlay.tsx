import { type Face, listOf } from '#domain/alignment/face.ts'
import './face-overlay.css'

interface Props {
  readonly width: number
  readonly height: number
  readonly faces: readonly { readonly id: string; readonly face: Face }[]
  /** The face whose points show; the others are boxes to choose from. */
  readonly selected: string | null
  onSelect(id: string): void
}

/** Boxes and landmarks over a photo that is shown whole (`object-fit: contain`) in the same place. */
export function FaceOverlay({ width, height, faces, selected, onSelect }: Props) {
  const others = faces.filter(({ id }) => id !== selected)
  const chosen = faces.find(({ id }) => id === selected)
  return (
    <svg className="face-overlay" viewBox={`-0.5 -0.5 ${width} ${height}`} aria-hidden="true">
      {others.map(({ id, face }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the same choice is in the list, for the keyboard too.
        <g key={id} className="other" onClick={() => onSelect(id)}>
          <FaceBox face={face} />
        </g>
      ))}
      {chosen && (
        <>
          <FaceBox face={chosen.face} />
          <Points points={listOf(chosen.face.landmarks)} />
        </>
      )}
    </svg>
  )
}

function FaceBox({ face: { box } }: { readonly face: Face }) {
  const place = { x: box.x, y: box.y, width: box.width, height: box.height }
  return (
    <>
      <rect className="halo" {...place} />
      <rect className="box" {...place} />
    </>
  )
}

/** Landmarks, in source pixels. */
export function Points({ points }: { readonly points: readonly { readonly x: number; readonly y: number }[] }) {
  const dots = points.map(({ x, y }) => `M${x} ${y}h0`).join('')
  return (
    <>
      <path className="point-edge" d={dots} />
      <path className="point" d={dots} />
    </>
  )
}

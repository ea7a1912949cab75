import { type Face, listOf } from '#domain/alignment/face.ts'
import type { Track } from '#domain/live/tracks.ts'
import { modelOf, useEngine } from '#stores/engine.ts'
import { chooseFace, useLive } from '#stores/live/live.ts'
import { Points } from '#ui/face-overlay.tsx'
import { whole } from '#ui/format.ts'
import { type Placement, placePicture } from './placement.ts'

interface Props {
  readonly stage: { readonly width: number; readonly height: number }
  readonly isMirrored: boolean
}

/** A face that was missed for so long is no longer where it is drawn, ms. */
const STALE_MS = 250

/** Brackets and five points on the face that the page is about, boxes with their numbers on the others. */
export function LiveOverlay({ stage, isMirrored }: Props) {
  const frame = useLive((state) => state.frame)
  const { tracks, main, time } = useLive((state) => state.session)
  const student = useEngine(({ info }) => modelOf(info, 'student')?.id ?? '')
  if (!frame || time === null) return null
  const placement = placePicture(frame, stage, isMirrored)
  const seen = tracks.filter(({ lastSeen }) => time - lastSeen <= STALE_MS)
  return (
    <svg className="face-overlay live-overlay" width={stage.width} height={stage.height} aria-hidden="true">
      {seen.map((track) => {
        const isMain = track.id === main
        const box = boxOf(track.face, placement)
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the same choice is beside the score, for the keyboard too.
          <g key={track.id} className={isMain ? 'main' : 'other'} onClick={() => chooseFace(track.id)}>
            {isMain ? (
              <>
                <Lines d={brackets(box)} />
                <Points points={listOf(track.face.landmarks).map(placement.toStage)} />
              </>
            ) : (
              <>
                <rect className="halo" {...box} />
                <rect className="box" {...box} />
              </>
            )}
            {tracks.length > 1 && (
              <text x={box.x} y={box.y - 8}>
                {label(track, student)}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

/** `2 · 64`: the face's number and its score. */
function label({ id, readings }: Track, student: string): string {
  const needle = readings[student]?.needle
  return needle === undefined ? `${id}` : `${id} · ${whole(needle)}`
}

function Lines({ d }: { readonly d: string }) {
  return (
    <>
      <path className="halo" d={d} />
      <path className="box" d={d} />
    </>
  )
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function boxOf({ box }: Face, { toStage, scale }: Placement): Box {
  const one = toStage(box)
  const other = toStage({ x: box.x + box.width, y: box.y })
  return { x: Math.min(one.x, other.x), y: one.y, width: box.width * scale, height: box.height * scale }
}

/** The corners of a box. */
function brackets({ x, y, width, height }: Box): string {
  const arm = Math.min(34, width / 4, height / 4)
  const right = x + width
  const bottom = y + height
  return [
    `M${x} ${y + arm}V${y}h${arm}`,
    `M${right - arm} ${y}h${arm}v${arm}`,
    `M${right} ${bottom - arm}v${arm}h${-arm}`,
    `M${x + arm} ${bottom}h${-arm}v${-arm}`,
  ].join('')
}

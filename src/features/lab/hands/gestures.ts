import type { Face } from '#domain/alignment/face.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { type Landmark, landmarks } from '#domain/alignment/landmarks.ts'
import type { Misalignment } from '#domain/alignment/misalignment.ts'
import { type Point, point } from '#domain/geometry/point.ts'
import { apply, invert } from '#domain/geometry/similarity.ts'
import { cropSize, faceCentre } from '#domain/geometry/template.ts'
import { type Hand, type HandAlignment, limited, limitedMove } from '#stores/lab/hand.ts'

/** What a drag over the photo does to a hand. All points in source pixels. */

type Source = Point<'source'>

/** A drag that began at `from` with a hand so aligned; what it returns follows the pointer to where it is now. */
export type Gesture = (hand: Hand, aligned: HandAlignment, from: Source) => (to: Source) => Hand

/** The crop's outline on the photo: top left, top right, bottom right, bottom left. */
export function frameOf({ transform }: HandAlignment): readonly [Source, Source, Source, Source] {
  const toSource = invert(transform)
  // Pixel centres lie at whole numbers: the crop's edges are half a pixel outside.
  const [low, high] = [-0.5, cropSize - 0.5]
  const corner = (x: number, y: number) => apply(toSource, point<'crop'>(x, y))
  return [corner(low, low), corner(high, low), corner(high, high), corner(low, high)]
}

/** What the template turns and scales about, on the photo. */
export const pivotOf = ({ base }: HandAlignment): Source => apply(invert(base), faceCentre)

/** Puts a landmark where the pointer is, as far as it can go; what stands for several of the five points takes all along. */
export function withLandmark(hand: Hand, face: Face, name: Landmark, at: Source): Hand {
  const { find, movesWith } = landmarks[name]
  const from = find(face) ?? at
  const unit = interEyeDistance(face.landmarks)
  const move = { x: limitedMove((at.x - from.x) / unit), y: limitedMove((at.y - from.y) / unit) }
  const moves = { ...hand.moves }
  for (const mover of movesWith) {
    if (move.x === 0 && move.y === 0) delete moves[mover]
    else moves[mover] = move
  }
  return { ...hand, moves }
}

/** The frame follows the pointer; the picture inside it moves the other way. */
export const dragged: Gesture =
  (hand, { transform: { a, b } }, from) =>
  (to) => {
    const [dx, dy] = [to.x - from.x, to.y - from.y]
    const { shiftX, shiftY } = hand.misalignment
    return withMisalignment(hand, {
      shiftX: shiftX - (a * dx - b * dy) / cropSize,
      shiftY: shiftY - (b * dx + a * dy) / cropSize,
    })
  }

/**
 * The frame's handle follows the pointer about the pivot; the picture turns the other way. The way of the pointer counts,
 * not where it is: past the end of the reach the frame stays until the pointer has come back as far.
 */
export const turned: Gesture = (hand, aligned, from) => {
  const pivot = pivotOf(aligned)
  const angleAt = (p: Source) => (Math.atan2(p.y - pivot.y, p.x - pivot.x) * 180) / Math.PI
  let angle = angleAt(from)
  let degrees = 0
  return (to) => {
    const now = angleAt(to)
    // Across the cut of atan2 the short way round is meant.
    degrees += ((((now - angle + 180) % 360) + 360) % 360) - 180
    angle = now
    return withMisalignment(hand, { rotation: hand.misalignment.rotation - degrees })
  }
}

/** A corner of the frame follows the pointer's distance from the pivot; a larger frame makes a smaller face. */
export const scaled: Gesture = (hand, aligned, from) => {
  const pivot = pivotOf(aligned)
  const reach = (p: Source) => Math.hypot(p.x - pivot.x, p.y - pivot.y)
  return (to) => withMisalignment(hand, { scale: (hand.misalignment.scale * reach(from)) / Math.max(reach(to), 1e-6) })
}

/** A hand with other numbers, as the controls can have them. */
export function withMisalignment(hand: Hand, change: Partial<Misalignment>): Hand {
  const entries = (Object.entries(change) as [keyof Misalignment, number][]).map(
    ([name, value]) => [name, limited(name, value)] as const,
  )
  return { ...hand, misalignment: { ...hand.misalignment, ...Object.fromEntries(entries) } }
}

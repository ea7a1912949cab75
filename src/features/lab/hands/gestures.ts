import type { Face, FivePointName } from '#domain/alignment/face.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import type { Misalignment } from '#domain/alignment/misalignment.ts'
import { type Point, point } from '#domain/geometry/point.ts'
import { apply, invert } from '#domain/geometry/similarity.ts'
import { cropSize, faceCentre } from '#domain/geometry/template.ts'
import { type Hand, type HandAlignment, limited } from '#stores/lab/hand.ts'

/** What a drag over the photo does to a hand. All points in source pixels. */

type Source = Point<'source'>

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

/** Puts a landmark where the pointer is; moves are kept in tenths of a percent of the inter-eye distance. */
export function withLandmark(hand: Hand, face: Face, name: FivePointName, at: Source): Hand {
  const unit = interEyeDistance(face.landmarks)
  const from = face.landmarks[name]
  const move = { x: perMille((at.x - from.x) / unit), y: perMille((at.y - from.y) / unit) }
  const { [name]: _, ...others } = hand.moves
  return { ...hand, moves: move.x === 0 && move.y === 0 ? others : { ...others, [name]: move } }
}

/** The frame follows the pointer; the picture inside it moves the other way. */
export function dragged(hand: Hand, { transform: { a, b } }: HandAlignment, from: Source, to: Source): Hand {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const { shiftX, shiftY } = hand.misalignment
  return withMisalignment(hand, {
    shiftX: shiftX - (a * dx - b * dy) / cropSize,
    shiftY: shiftY - (b * dx + a * dy) / cropSize,
  })
}

/** The frame's handle follows the pointer about the pivot; the picture turns the other way. */
export function turned(hand: Hand, aligned: HandAlignment, from: Source, to: Source): Hand {
  const pivot = pivotOf(aligned)
  const angle = (p: Source) => Math.atan2(p.y - pivot.y, p.x - pivot.x)
  const degrees = ((angle(to) - angle(from)) * 180) / Math.PI
  const rotation = hand.misalignment.rotation - degrees
  // Across the cut of atan2 the short way round is meant.
  return withMisalignment(hand, { rotation: ((((rotation + 180) % 360) + 360) % 360) - 180 })
}

/** A corner of the frame follows the pointer's distance from the pivot; a larger frame makes a smaller face. */
export function scaled(hand: Hand, aligned: HandAlignment, from: Source, to: Source): Hand {
  const pivot = pivotOf(aligned)
  const reach = (p: Source) => Math.hypot(p.x - pivot.x, p.y - pivot.y)
  return withMisalignment(hand, { scale: (hand.misalignment.scale * reach(from)) / Math.max(reach(to), 1e-6) })
}

/** A hand with other numbers, as the controls can have them. */
export function withMisalignment(hand: Hand, change: Partial<Misalignment>): Hand {
  const entries = (Object.entries(change) as [keyof Misalignment, number][]).map(
    ([name, value]) => [name, limited(name, value)] as const,
  )
  return { ...hand, misalignment: { ...hand.misalignment, ...Object.fromEntries(entries) } }
}

const perMille = (fraction: number): number => Number(fraction.toFixed(3))

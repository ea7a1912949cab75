import { align, referenceOf } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import { type Misalignment, noMisalignment } from '#domain/alignment/misalignment.ts'
import { type LandmarkMoves, moveLandmarks } from '#domain/alignment/move-landmarks.ts'
import { DegeneratePointsError } from '#domain/geometry/fit-similarity.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import type { VariantSpec } from '#engine/protocol.ts'

/** What a person did to the alignment of a face: landmarks moved, then the whole template. Fits any face. */
export interface Hand {
  readonly moves: LandmarkMoves
  readonly misalignment: Misalignment
}

export const untouched: Hand = { moves: {}, misalignment: { ...noMisalignment, seed: 1 } }

/** Whether a hand changes anything; a seed alone does not. */
export const isUntouched = ({ moves, misalignment: m }: Hand): boolean =>
  Object.keys(moves).length === 0 &&
  m.jitter === 0 &&
  m.rotation === 0 &&
  m.scale === 1 &&
  m.shiftX === 0 &&
  m.shiftY === 0

/** The reach of each control, and how finely a hand sets it. */
export const limits = {
  rotation: { min: -45, max: 45, decimals: 1 },
  scale: { min: 0.6, max: 1.6, decimals: 3 },
  shiftX: { min: -0.25, max: 0.25, decimals: 3 },
  shiftY: { min: -0.25, max: 0.25, decimals: 3 },
  jitter: { min: 0, max: 0.3, decimals: 3 },
  seed: { min: 1, max: 99, decimals: 0 },
} as const satisfies Record<
  keyof Misalignment,
  { readonly min: number; readonly max: number; readonly decimals: number }
>

/** The nearest value that its control can have. */
export function limited(key: keyof Misalignment, value: number): number {
  const { min, max, decimals } = limits[key]
  return within(min, max, decimals, value)
}

/** How far a landmark goes in x and in y, in distances between the eyes: to the edges of the photo as the Lab shows it. */
const MOST_MOVE = 4

/** The nearest move that a landmark can make, to a tenth of a percent of the distance between the eyes. */
export const limitedMove = (fraction: number): number => within(-MOST_MOVE, MOST_MOVE, 3, fraction)

const within = (min: number, max: number, decimals: number, value: number) =>
  Math.min(max, Math.max(min, Number(value.toFixed(decimals))))

/** A face as a hand aligns it. */
export interface HandAlignment {
  /** With the moved landmarks. */
  readonly face: Face
  readonly spec: VariantSpec
  readonly transform: Similarity<'source', 'crop'>
  /** Without what moves the whole crop: where its turn and scale have their centre. */
  readonly base: Similarity<'source', 'crop'>
}

/** @returns null where the landmarks lie on one spot, so that there is nothing to align */
export function alignByHand(face: Face, { moves, misalignment }: Hand): HandAlignment | null {
  const moved = moveLandmarks(face, moves)
  const procedure = referenceOf(moved)
  const { jitter, seed } = misalignment
  try {
    const actual = align(moved, { procedure, misalignment })
    const base = align(moved, { procedure, misalignment: { ...noMisalignment, jitter, seed } })
    if (!('transform' in actual && 'transform' in base)) return null
    return { face: moved, spec: { procedure, misalignment }, transform: actual.transform, base: base.transform }
  } catch (thrown) {
    if (thrown instanceof DegeneratePointsError) return null
    throw thrown
  }
}

import { type Point, point } from '../geometry/point.ts'
import { compose, type Similarity } from '../geometry/similarity.ts'
import type { Face, FivePointName } from './face.ts'
import { type Landmark, landmarks } from './landmarks.ts'
import { cropMove, type JitterShifts, jitterShifts, type Misalignment, noMisalignment } from './misalignment.ts'
import { type ProcedureId, procedureOf } from './procedures.ts'

/** One alignment: a procedure and, on top of it, a misalignment. */
export interface AlignmentSpec {
  readonly procedure: ProcedureId
  readonly misalignment: Misalignment | null
}

/** A transform, or, in words, the landmarks that the procedure needs and the face lacks: "right mouth corner". */
export type Alignment = { readonly transform: Similarity<'source', 'crop'> } | { readonly missing: readonly string[] }

/**
 * The procedure that every other is measured against: the landmarker's five points, or those that a person set, or,
 * where the landmarker found nothing, the detector's keypoints.
 */
export const referenceOf = (face: Face): ProcedureId =>
  face.source === 'detector' ? 'detector-keypoints' : 'landmarker-5pt'

/** The reference crop of a face: its own procedure, and nothing wrong on top. */
export const referenceSpec = (face: Face): AlignmentSpec => ({ procedure: referenceOf(face), misalignment: null })

/**
 * Aligns a face by a procedure, with a misalignment on top. Jitter moves the landmarks that the procedure uses: the
 * five points by the ten draws, others along with them (landmarks.ts). The centre crop uses none and stays.
 * @throws DegeneratePointsError where the landmarks lie on one spot
 */
export function align(face: Face, { procedure, misalignment }: AlignmentSpec): Alignment {
  const { needs, align } = procedureOf(procedure)
  const error = misalignment ?? noMisalignment
  const shifts = jitterShifts(face.landmarks, error)
  const at: Partial<Record<Landmark, Point<'source'>>> = {}
  const missing = new Set<string>()
  for (const name of needs) {
    const { label, movesWith, find } = landmarks[name]
    const found = find(face)
    if (found) at[name] = moved(found, movesWith, shifts)
    else missing.add(label)
  }
  if (missing.size > 0) return { missing: [...missing] }
  // Complete as far as `needs` goes, and a procedure can read no further.
  const transform = align(at as Record<Landmark, Point<'source'>>, face.photo)
  return { transform: compose(cropMove(error), transform) }
}

/** Moves a landmark with one of the five points, or with the mean of two. */
function moved({ x, y }: Point<'source'>, movers: readonly FivePointName[], shifts: JitterShifts): Point<'source'> {
  const mean = (axis: 'x' | 'y') => movers.reduce((sum, mover) => sum + shifts[mover][axis], 0) / movers.length
  return point(x + mean('x'), y + mean('y'))
}

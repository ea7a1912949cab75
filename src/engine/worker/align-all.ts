import { type Alignment, align, referenceOf } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import { DegeneratePointsError } from '#domain/geometry/fit-similarity.ts'
import type { VariantSpec } from '../protocol.ts'

/**
 * Aligns a face in each way, in order. A way whose own landmarks lie on one spot counts as one that lacks them, so that
 * both eyes on one spot, as in a profile, stop no other.
 * @throws DegeneratePointsError where the reference itself cannot be aligned
 */
export const alignAll = (face: Face, specs: readonly VariantSpec[]): readonly (VariantSpec & Alignment)[] =>
  specs.map((spec) => ({ ...spec, ...alignOne(face, spec) }))

function alignOne(face: Face, spec: VariantSpec): Alignment {
  try {
    return align(face, spec)
  } catch (thrown) {
    if (!(thrown instanceof DegeneratePointsError) || spec.procedure === referenceOf(face)) throw thrown
    return { missing: ['two distinct points'] }
  }
}

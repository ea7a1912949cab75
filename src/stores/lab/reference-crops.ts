import { align, referenceOf } from '#domain/alignment/align.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import { fewestValues } from '#domain/quality/own-model.ts'
import type { ReferenceCrop } from '#engine/protocol.ts'
import { handleOf } from '../session.ts'
import type { Benched } from './bench.ts'

/** Faces that a scale is made of at most. */
const mostFaces = 400

/**
 * The crops that a dropped model's scale is made of: each face's reference crop, as the released models' scale is made
 * of aligned crops alone. Only where the faces are too few for any scale do their crops of P24 come in too.
 * @returns those of a photo one after the other; of very many faces some, evenly from first to last
 */
export function referenceCrops(faces: readonly Benched[]): readonly ReferenceCrop[] {
  const n = Math.min(faces.length, mostFaces)
  const chosen = Array.from({ length: n }, (_, i) => faces[Math.floor((i * faces.length) / n)]!)
  const kinds = n < fewestValues ? [null, ...P24] : [null]
  return chosen.flatMap(({ photo, face: { face } }) =>
    kinds.flatMap((misalignment): readonly ReferenceCrop[] => {
      const alignment = align(face, { procedure: referenceOf(face), misalignment })
      return 'transform' in alignment
        ? [{ photo: handleOf(photo), transform: alignment.transform, isAligned: misalignment === null }]
        : []
    }),
  )
}

import { align } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import { mendTransform } from '#domain/alignment/self-alignment.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import type { VariantSpec } from '../protocol.ts'
import { cropsOf } from './crops.ts'
import type { Scorer } from './scorer.ts'

/** How often the student is asked: what it finds in a crop that is nearly right is more exact. */
const timesAsked = 2

/**
 * The face with the alignment by which the student cuts it, where one of `specs` is about that: it is asked how the crop by
 * the bare face box is cut, and then the same of the crop that is cut from the photo by its answer.
 * @returns  the face as it is where the student does not find that out
 */
export async function withSelfAlignment(
  photo: SearchedPhoto,
  face: Face,
  specs: readonly VariantSpec[],
  scorer: Pick<Scorer, 'info' | 'score'>,
): Promise<Face> {
  if (face.selfAligned || !specs.some(({ procedure }) => procedure === 'student')) return face
  const student = scorer.info.models.find(({ role }) => role === 'student')
  const boxed = align(face, { procedure: 'face-box', misalignment: null })
  if (!student || !('transform' in boxed)) return face
  let { transform } = boxed
  for (let asked = 0; asked < timesAsked; asked++) {
    const [scores] = await scorer.score(cropsOf(photo, [transform]), student.id)
    const found = scores?.[student.id]?.alignment
    if (!found) return face
    transform = mendTransform(transform, found)
  }
  return { ...face, selfAligned: transform }
}

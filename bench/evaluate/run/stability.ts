import { crc32 } from 'node:zlib'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import { rotationSweep, scaleSweep } from '#domain/alignment/sweeps.ts'
import type { AlignmentScores } from '#domain/evaluation/figures/measured.ts'
import { properCondition } from '#domain/evaluation/figures/questions.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import type { ScoreScale } from '#domain/quality/manifest.ts'
import { type Condition, misalignedTransform, stabilityTransforms } from '../inputs/conditions.ts'
import type { SetImage } from '../inputs/face-set.ts'
import type { Measurements, Wanted } from './measurements.ts'

/** Each misalignment of P24 as a condition of its own; the reference is `proper`. */
const misaligned = P24.map((_, i) => `p24-${i + 1}`)

/** Steps of the Lab's sweeps, some of each, and each as a condition of its own; the middle of both is `proper`. */
const swept = [
  ...rotationSweep.steps
    .filter(({ value }) => value % 15 === 0 && value !== 0)
    .map((step) => ({ ...step, axis: 'rotation' as const })),
  ...scaleSweep.steps
    .filter(({ value }) => Math.round(100 * value) % 20 === 0 && value !== 1)
    .map((step) => ({ ...step, axis: 'scale' as const })),
].map(({ axis, value, misalignments }) => ({
  axis,
  value,
  misalignment: misalignments[0]!,
  id: `sweep-${axis}-${value}`,
}))

/** Where a misalignment of P24 or of a sweep cuts an image; undefined where the condition is none of them. */
export function createStabilityCutter() {
  const known = new WeakMap<SetImage, readonly (Similarity<'source', 'crop'> | null)[]>()
  return (image: SetImage, condition: string): Similarity<'source', 'crop'> | null | undefined => {
    const step = swept.find(({ id }) => id === condition)
    if (step) return misalignedTransform(image, step.misalignment)
    const place = misaligned.indexOf(condition)
    if (place < 0) return undefined
    const transforms = known.get(image) ?? stabilityTransforms(image)
    known.set(image, transforms)
    return transforms[place + 1]
  }
}

/** A seeded sample that has the same images in every set of a folder, so that sets share what is measured of them. */
export function sampleOf(images: readonly SetImage[], most: number): readonly SetImage[] {
  const ranks = new Map(images.map((image) => [image, crc32(`p24/${image.key}`)]))
  return images.toSorted((one, other) => ranks.get(one)! - ranks.get(other)!).slice(0, most)
}

/** What the sample is measured under besides P24. */
export interface StabilityExtras {
  readonly procedures: readonly Condition[]
  /** Whether over the sweeps, too. */
  readonly sweeps: boolean
}

export const stabilityWanted = (
  images: readonly SetImage[],
  methods: readonly string[],
  { procedures, sweeps }: StabilityExtras,
): Wanted => ({
  images,
  scores: new Map(
    [properCondition, ...misaligned, ...[...procedures, ...(sweeps ? swept : [])].map(({ id }) => id)].map((id) => [
      id,
      methods,
    ]),
  ),
  embeddings: new Map(),
})

/** What the measurements of a sample say of a method. */
export function alignmentScores(
  images: readonly SetImage[],
  measurements: Measurements,
  { id: method, scale }: { readonly id: string; readonly scale: Pick<ScoreScale, 'quantiles'> },
  { procedures, sweeps }: StabilityExtras,
): AlignmentScores {
  const columns = misaligned.map((condition) => measurements.scores(method, condition))
  return {
    method,
    scale,
    reference: measurements.scores(method, properCondition),
    misaligned: Float64Array.from({ length: images.length * columns.length }, (_, i) => {
      const face = Math.floor(i / columns.length)
      return columns[i % columns.length]![face]!
    }),
    sizes: images.map(({ landmarks }) => interEyeDistance(landmarks)),
    procedures: procedures.map(({ id, procedure }) => ({
      id: procedure,
      scores: measurements.scores(method, id),
    })),
    sweeps: (sweeps ? swept : []).map(({ axis, value, id }) => ({
      axis,
      value,
      scores: measurements.scores(method, id),
    })),
  }
}

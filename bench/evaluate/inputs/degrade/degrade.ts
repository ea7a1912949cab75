import { type FivePoints, fivePointNames } from '#domain/alignment/face.ts'
import { generator } from '#domain/alignment/generator.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { blockMean, fromLevel } from '#domain/geometry/mip.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { apply, compose, invert, type Similarity, scaleOf } from '#domain/geometry/similarity.ts'
import type { Degradation } from '../face-set.ts'
import type { DegradationKind, Draw } from './kind.ts'
import { trainedKinds } from './trained.ts'
import { unseenKinds } from './unseen.ts'

/** Pixels, and where they lie in the photo itself. */
export interface Picture {
  readonly raster: Raster
  readonly toSource: Similarity<'working', 'source'>
}

export const kindsOf = { trained: trainedKinds, unseen: unseenKinds } as const satisfies Record<
  Degradation['kinds'],
  readonly DegradationKind[]
>

/**
 * Strengths are in pixels of pictures as the data sets have them, with the eyes 35 to 55 pixels apart; a face that is
 * twice as large and more, of 96 pixels on, is first reduced over blocks to between 48 and 96, which is more than a crop
 * shows of it. So a large photo is degraded as visibly as a small one.
 */
const usualEyes = 48

/** Share of the degraded pictures that get a second defect. */
const secondShare = 0.3

/**
 * A picture with one seeded defect, in 30% of the cases a second of another kind. The same seed gives the same bytes.
 * @param landmarks  of the face, which give its size and place
 */
export async function degrade(
  picture: Picture,
  landmarks: FivePoints<'source'>,
  { kinds, seed }: Degradation,
): Promise<Picture> {
  const reduced = reduce(picture, landmarks)
  const face = inPicture(reduced, landmarks)
  const draw = generator(seed)
  let { raster } = reduced
  for (const kind of chosenKinds(kindsOf[kinds], draw)) raster = await kind.apply(raster, draw, face)
  return { ...reduced, raster }
}

function reduce({ raster, toSource }: Picture, landmarks: FivePoints<'source'>): Picture {
  const factor = Math.max(1, Math.floor(interEyeDistance(landmarks) / scaleOf(toSource) / usualEyes))
  if (factor === 1) return { raster, toSource }
  return { raster: blockMean(raster, factor), toSource: compose(toSource, fromLevel<'working', 'working'>(factor)) }
}

function inPicture({ toSource }: Picture, landmarks: FivePoints<'source'>): FivePoints<'working'> {
  const fromSource = invert(toSource)
  return Object.fromEntries(
    fivePointNames.map((name) => [name, apply(fromSource, landmarks[name])]),
  ) as unknown as FivePoints<'working'>
}

/** One kind, or two different ones. */
export function chosenKinds(kinds: readonly DegradationKind[], draw: Draw): readonly DegradationKind[] {
  const count = draw() < secondShare ? 2 : 1
  const left = [...kinds]
  return Array.from({ length: count }, () => left.splice(Math.floor(draw() * left.length), 1)[0]!)
}

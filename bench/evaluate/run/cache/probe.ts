import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { point } from '#domain/geometry/point.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import { cutCrops, openPicture } from '../../inputs/crops.ts'
import type { Degradation } from '../../inputs/face-set.ts'

const picture = {
  path: fileURLToPath(new URL('../../../../src/inference/faces/known-face.jpg', import.meta.url)),
  landmarks: {
    rightEye: point<'source'>(48.5, 50),
    leftEye: point<'source'>(77.5, 51.5),
    noseTip: point<'source'>(62, 70),
    mouthRight: point<'source'>(48, 75.5),
    mouthLeft: point<'source'>(77, 76.5),
  },
}

const seeds = Array.from({ length: 24 }, (_, seed) => seed)

const degradations: readonly (Degradation | null)[] = [
  null,
  ...seeds.map((seed) => ({ kinds: 'trained' as const, seed })),
  ...seeds.map((seed) => ({ kinds: 'unseen' as const, seed })),
]

/** As it is, turned; and at less than half of its size, which is averaged first. */
const transforms = [similarity<'source', 'crop'>(1.1, 0.2, -9, 4), similarity<'source', 'crop'>(0.4, -0.1, 20, 30)]

/**
 * A known face, degraded in many ways and cut: what our code and the libraries below it do to pictures, it shows in these
 * crops. They stand for it in keys, so that a change counts without anyone having to say that there was one.
 */
export async function probeCrops(): Promise<readonly Raster[]> {
  const crops: Raster[] = []
  for (const degradation of degradations)
    crops.push(...cutCrops(await openPicture({ ...picture, degradation }), transforms))
  return crops
}

export function hashOfCrops(crops: readonly Raster[]): string {
  const hash = createHash('sha256')
  for (const { data } of crops) hash.update(data)
  return hash.digest('hex')
}

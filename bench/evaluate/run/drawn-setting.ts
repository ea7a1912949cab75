import { conditions, transformOf } from '../inputs/conditions.ts'
import type { SetImage } from '../inputs/face-set.ts'
import { openSets } from '../inputs/open-sets.ts'
import { ownModel, plainMeasures, together } from '../models/find-models.ts'
import type { Setting } from './measure.ts'
import type { Wanted } from './measurements.ts'

/** For tests: nets that are quick, over the drawn faces. */
export function drawnSetting(cache: string): Setting {
  const fixtures = 'src/inference/models/own/fixtures'
  const models = together(
    plainMeasures,
    ownModel(`${fixtures}/free.onnx:none`, 'quality'),
    ownModel(`${fixtures}/embedding-only.onnx:none`, 'judge'),
  )
  return {
    ...models,
    cache,
    mender: null,
    transformOf: (image, condition) => transformOf(image, conditions.find(({ id }) => id === condition)!, null),
  }
}

/** The drawn faces, some clean and some degraded. */
export async function drawnImages(): Promise<readonly SetImage[]> {
  const sets = await openSets(['bench/evaluate/fixtures/drawn'], () =>
    Promise.reject(new Error('They have landmarks.')),
  )
  return sets.find(({ id }) => id === 'drawn-d')!.images
}

/** Scores under some conditions, and embeddings of the proper crops. */
export const drawnWanted = (images: readonly SetImage[], ids: readonly string[]): Wanted => ({
  images,
  scores: new Map(ids.map((id) => [id, ['free', 'laplacian', 'random']])),
  embeddings: new Map([['proper', ['embedding-only']]]),
})

import { type OcclusionMap, occlusionMap, occlusionPatches, type Patch } from '#domain/explain/occlusion.ts'
import type { Scores } from '#domain/quality/record.ts'
import type { CropScores, ModelFailure } from './protocol.ts'

/** Patches that the engine gets at once: what somebody asks for meanwhile waits for that many scores. */
const batchSize = 8

export interface Occlusion {
  /** By model id. */
  readonly maps: Scores<OcclusionMap>
  /** By id of the dropped models that failed on one of the crops, and so have no map. */
  readonly failures: Readonly<Record<string, ModelFailure>>
}

/**
 * An occlusion map a model.
 * @param score       scores a crop with each of the patches covered in turn; null covers nothing
 * @param onProgress  called with the share that is done, up to 1; what it returns is awaited before more are scored
 */
export async function measureOcclusion(
  score: (patches: readonly (Patch | null)[]) => Promise<readonly CropScores[]>,
  onProgress: (share: number) => Promise<void> | void = () => {},
): Promise<Occlusion> {
  const patches = [null, ...occlusionPatches]
  const all: CropScores[] = []
  while (all.length < patches.length) {
    all.push(...(await score(patches.slice(all.length, all.length + batchSize))))
    await onProgress(all.length / patches.length)
  }
  const failures = Object.assign({}, ...all.map((crop) => crop.failures))
  const [whole, ...covered] = all.map(({ scores }) => scores)
  const mapOf = (id: string) =>
    occlusionMap(
      whole![id]!.score,
      covered.map((scores) => scores[id]!.score),
    )
  const ids = Object.keys(whole!).filter((id) => !(id in failures))
  return { maps: Object.fromEntries(ids.map((id) => [id, mapOf(id)])), failures }
}

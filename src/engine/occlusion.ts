import { type OcclusionMap, occlusionMap, occlusionPatches, type Patch } from '#domain/explain/occlusion.ts'
import type { Scores } from '#domain/quality/record.ts'

/** Patches that the engine gets at once: what somebody asks for meanwhile waits for that many scores. */
const batchSize = 8

/**
 * An occlusion map a model, by model id.
 * @param score       scores a crop with each of the patches covered in turn; null covers nothing
 * @param onProgress  called with the share that is done, up to 1
 */
export async function measureOcclusion(
  score: (patches: readonly (Patch | null)[]) => Promise<readonly Scores[]>,
  onProgress: (share: number) => void = () => {},
): Promise<Scores<OcclusionMap>> {
  const patches = [null, ...occlusionPatches]
  const all: Scores[] = []
  while (all.length < patches.length) {
    all.push(...(await score(patches.slice(all.length, all.length + batchSize))))
    onProgress(all.length / patches.length)
  }
  const [whole, ...covered] = all
  const mapOf = (id: string) =>
    occlusionMap(
      whole![id]!.score,
      covered.map((scores) => scores[id]!.score),
    )
  return Object.fromEntries(Object.keys(whole!).map((id) => [id, mapOf(id)]))
}

import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { referenceSpec } from '#domain/alignment/align.ts'
import type { OcclusionMap } from '#domain/explain/occlusion.ts'
import type { Scores } from '#domain/quality/record.ts'
import type { Explanation } from '#engine/protocol.ts'
import { type Failure, failureOf } from '../photos/photos.ts'
import { handleOf, theEngine } from '../session.ts'
import type { Benched } from './bench.ts'
import { ownModelIds } from './own-models.ts'

interface Occlusion {
  readonly faceId: string
  /** Share that is done; null where nothing runs. */
  readonly progress: number | null
  readonly maps: Scores<OcclusionMap> | null
  readonly failure: Failure | null
}

/** The occlusion maps that were asked for last. */
export const useOcclusion = create<Occlusion>()(() => ({ faceId: '', progress: null, maps: null, failure: null }))

let controller: AbortController | null = null

/** Covers the reference crop piece by piece, and keeps what that does to each model's score. */
export async function runOcclusion({ photo, face }: Benched): Promise<void> {
  controller?.abort()
  const own = new AbortController()
  controller = own
  const set = (part: Partial<Occlusion>) => {
    if (controller === own) useOcclusion.setState(part)
  }
  set({ faceId: face.id, progress: 0, maps: null, failure: null })
  try {
    const maps = await theEngine().occlusion(
      handleOf(photo),
      face.face,
      referenceSpec(face.face),
      own.signal,
      (progress) => set({ progress }),
      ownModelIds(),
    )
    set({ progress: null, maps })
  } catch (thrown) {
    set({ progress: null, failure: own.signal.aborted ? null : failureOf(thrown) })
  }
}

/** Stops at a person's wish, or because nobody looks. */
export const stopOcclusion = (): void => controller?.abort()

/** Plain facts of a face; null until they are there. */
export function useFacts({ photo, face: { face } }: Benched): Explanation['facts'] | null {
  const [facts, setFacts] = useState<Explanation['facts'] | null>(null)
  const { id, blob } = photo
  useEffect(() => {
    const leaving = new AbortController()
    theEngine()
      .explain({ id, blob }, face, referenceSpec(face), leaving.signal)
      .then(
        (explanation) => setFacts(explanation.facts),
        // Without facts their table says so; the scores beside it stand.
        () => undefined,
      )
    return () => leaving.abort()
  }, [id, blob, face])
  return facts
}

import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { referenceSpec } from '#domain/alignment/align.ts'
import type { OcclusionMap } from '#domain/explain/occlusion.ts'
import type { Scores } from '#domain/quality/record.ts'
import type { Explanation } from '#engine/protocol.ts'
import { useEngine } from '../engine.ts'
import { type Failure, failureOf } from '../photos/photos.ts'
import { handleOf, theEngine } from '../session.ts'
import type { Benched } from './bench.ts'
import { handRests } from './hand-rests.ts'
import { noteFailures, ownModelIds } from './own-models.ts'

interface Occlusion {
  readonly faceId: string
  /** Share that is done; null where nothing runs. */
  readonly progress: number | null
  /** By model id: of the models that were on the bench. */
  readonly maps: Scores<OcclusionMap> | null
  readonly failure: Failure | null
}

/** The occlusion maps that were asked for last. */
export const useOcclusion = create<Occlusion>()(() => ({ faceId: '', progress: null, maps: null, failure: null }))

let controller: AbortController | null = null

/**
 * Covers the reference crop piece by piece, and keeps what that does to the score of each model on the bench. Maps of the
 * same face stay until the new ones are there.
 */
export async function runOcclusion({ photo, face }: Benched): Promise<void> {
  controller?.abort()
  const own = new AbortController()
  controller = own
  const set = (part: Partial<Occlusion>) => {
    if (controller === own) useOcclusion.setState(part)
  }
  const { faceId, maps } = useOcclusion.getState()
  set({ faceId: face.id, progress: 0, maps: faceId === face.id ? maps : null, failure: null })
  try {
    const result = await theEngine().occlusion(
      handleOf(photo),
      face.face,
      referenceSpec(face.face),
      own.signal,
      (progress) => {
        set({ progress })
        return handRests()
      },
      ownModelIds(),
    )
    noteFailures(result.failures)
    set({ progress: null, maps: result.maps })
  } catch (thrown) {
    set({ progress: null, failure: own.signal.aborted ? null : failureOf(thrown) })
  }
}

/** Stops at a person's wish, or because nobody looks. */
export const stopOcclusion = (): void => controller?.abort()

type Facts = Explanation['facts']

/** Plain facts of a face; null until they are there, with the failure and a way to try again where they cannot be had. */
export function useFacts({ photo, face: { face } }: Benched): {
  readonly facts: Facts | null
  readonly failure: Failure | null
  retry(): void
} {
  const [facts, setFacts] = useState<Facts | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [attempt, setAttempt] = useState(0)
  const isAway = useEngine(({ status }) => status.state === 'failed')
  const { id, blob } = photo
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is all that the button asks for.
  useEffect(() => {
    if (isAway) return
    const leaving = new AbortController()
    setFailure(null)
    theEngine()
      .explain({ id, blob }, face, referenceSpec(face), leaving.signal)
      .then(
        (explanation) => setFacts(explanation.facts),
        (thrown: unknown) => {
          if (!leaving.signal.aborted) setFailure(failureOf(thrown))
        },
      )
    return () => leaving.abort()
  }, [id, blob, face, attempt, isAway])
  return { facts, failure, retry: () => setAttempt(attempt + 1) }
}

import type { ResultRecord, ScoredFace } from '#domain/quality/record.ts'
import { useEngine } from '#stores/engine.ts'
import type { BenchFace } from '#stores/lab/bench.ts'
import { isUntouched } from '#stores/lab/hand.ts'
import { handVariant, useHandResult } from '#stores/lab/hand-result.ts'
import { useOwnModels } from '#stores/lab/own-models.ts'
import { sweepProgress, useSweeps } from '#stores/lab/sweeps.ts'
import { labRecord } from '#stores/photos/record.ts'

/** What is on the bench with all that the Lab scored of it; what a hand did to a face comes last. */
export const experimentOf = (faces: readonly BenchFace[]): ResultRecord =>
  labRecord(
    faces.map(({ photo, face }) => ({
      photo,
      face,
      sweeps: sweepProgress(face.id),
      more: [...sweptCrops(face.id), ...byHand(face.id)],
    })),
    useEngine.getState().info,
    useOwnModels.getState().models,
    new Date(),
  )

function sweptCrops(faceId: string): ScoredFace['variants'] {
  const scores = useSweeps.getState().scores[faceId]
  if (!scores) return []
  return sweepProgress(faceId).flatMap(({ id: sweep }) =>
    scores[sweep].flatMap((crop) => (crop ? [{ ...crop, sweep }] : [])),
  )
}

function byHand(faceId: string): ScoredFace['variants'] {
  const { result } = useHandResult.getState()
  return result?.faceId === faceId && !isUntouched(result.hand) ? [handVariant(result)] : []
}

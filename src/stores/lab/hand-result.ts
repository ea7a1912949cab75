import { create } from 'zustand'
import type { FivePoints } from '#domain/alignment/face.ts'
import type { ScoredFace } from '#domain/quality/record.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import { type Failure, failureOf, usePhotos } from '../photos/photos.ts'
import { crops } from '../session.ts'
import { useExperiment } from './experiment.ts'
import { alignByHand, type Hand } from './hand.ts'
import { useHandWaits } from './hand-rests.ts'
import { createLatest } from './latest.ts'
import { scoreOnBench, useOwnModels } from './own-models.ts'

/** The crop that a hand made, and its scores. */
export interface HandResult {
  readonly faceId: string
  readonly hand: Hand
  /** The five points that it was aligned from. */
  readonly landmarks: FivePoints
  readonly variant: ScoredVariant
  readonly crop: Blob
}

/** The crop as a record has it: with its landmarks where they were moved. */
export const handVariant = ({ hand, variant, landmarks }: HandResult): ScoredFace['variants'][number] =>
  Object.keys(hand.moves).length > 0 ? { ...variant, landmarks } : variant

interface State {
  /** The latest; a step or two behind a hand that moves. */
  readonly result: HandResult | null
  readonly failure: Failure | null
}

export const useHandResult = create<State>()(() => ({ result: null, failure: null }))

const latest = createLatest<{ readonly faceId: string; readonly hand: Hand }>(
  async ({ faceId, hand }, signal) => {
    const { faces, photos } = usePhotos.getState()
    const entry = faces[faceId]
    const photo = entry && photos[entry.photoId]
    const aligned = entry && alignByHand(entry.face, hand)
    if (!photo) return
    // Landmarks on one spot cut nothing: no score belongs to them.
    if (!aligned) return useHandResult.setState({ result: null, failure: null })
    const [[variant], [crop]] = await Promise.all([
      scoreOnBench(photo, aligned.face, [aligned.spec], signal),
      crops(photo, [aligned.transform], signal),
    ])
    signal.throwIfAborted()
    if (variant && 'scores' in variant && crop)
      useHandResult.setState({
        result: { faceId, hand, landmarks: aligned.face.landmarks, variant, crop },
        failure: null,
      })
  },
  (thrown) => useHandResult.setState({ failure: failureOf(thrown) }),
  (waits) => useHandWaits.setState(waits, true),
)

/** Scores what a hand does to a face, as fast as the engine can and never anything stale; returns how to stop. */
export function followHand(faceId: string): () => void {
  useHandResult.setState({ failure: null })
  const push = () => latest.push({ faceId, hand: useExperiment.getState().hand })
  push()
  const unsubscribe = useExperiment.subscribe(({ hand }, before) => {
    if (hand !== before.hand) push()
  })
  const unsubscribeModels = useOwnModels.subscribe(({ models }, before) => {
    if (models !== before.models) push()
  })
  // A key that is let go outside of the window is never heard of, and the gesture would go on for ever.
  const { settle } = useExperiment.getState()
  window.addEventListener('blur', settle)
  return () => {
    unsubscribe()
    unsubscribeModels()
    window.removeEventListener('blur', settle)
    settle()
    latest.stop()
  }
}

/** Tries again what failed. */
export function retryHand(faceId: string): void {
  useHandResult.setState({ failure: null })
  latest.push({ faceId, hand: useExperiment.getState().hand })
}

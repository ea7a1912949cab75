import { retryOwnScores, useOwnScoresFailure } from '#stores/lab/own-scores.ts'
import type { Failure } from '#stores/photos/photos.ts'
import { retryCrops, useCropFailure } from '#stores/photos/use-crops.ts'

/** What of a photo's crops could not be had, and the way to ask again. */
export function LabFailures({ photoId }: { readonly photoId: string }) {
  const crops = useCropFailure(photoId)
  const scores = useOwnScoresFailure()
  return (
    <>
      {crops && <Again what="Some crops are missing." failure={crops} onRetry={retryCrops} />}
      {scores && <Again what="Your models have not scored these crops." failure={scores} onRetry={retryOwnScores} />}
    </>
  )
}

interface Props {
  readonly what: string
  readonly failure: Failure
  onRetry(): void
}

function Again({ what, failure: { message, remedy }, onRetry }: Props) {
  return (
    <p className="lab-failure" role="status">
      <b>{what}</b> {message} {remedy}{' '}
      <button type="button" className="link" onClick={onRetry}>
        Try again
      </button>
    </p>
  )
}

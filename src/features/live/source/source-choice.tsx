import { listOf } from '#domain/alignment/face.ts'
import { arcFaceTemplate } from '#domain/geometry/template.ts'
import { pickVideo, startCamera, tryAgain, useCamera } from '#stores/live/camera.ts'
import type { Failure } from '#stores/photos/photos.ts'
import { Icon } from '#ui/controls/icon.tsx'

/** How to begin, and what to do where the camera does not show. */
export function SourceChoice() {
  const { state, failure, source } = useCamera()
  if (state === 'failed' && failure) return <Failed failure={failure} isVideo={source?.kind === 'video'} />
  const isStarting = state === 'starting'
  return (
    <div className="source-choice">
      <Template />
      <h1>Watch the score as you move.</h1>
      <p className="quiet">
        {isStarting
          ? 'Waiting for the camera. The browser may ask whether this page may use it.'
          : 'Plumb scores what the camera shows, says what to change, and keeps the best frames.'}
      </p>
      <div className="source-actions">
        <button type="button" className="button main big" disabled={isStarting} onClick={() => void startCamera()}>
          Start camera
        </button>
        <button type="button" className="button big" onClick={() => void pickVideo()}>
          Open a video
        </button>
      </div>
      <p className="source-privacy">Pictures stay on this device and are not recorded.</p>
    </div>
  )
}

interface FailedProps {
  readonly failure: Failure
  readonly isVideo: boolean
}

function Failed({ failure: { code, message, remedy }, isVideo }: FailedProps) {
  return (
    <div className="source-choice" role="alert">
      <h1>
        <Icon name="failed" />
        {message}
      </h1>
      <p className="quiet">{remedy}</p>
      <div className="source-actions">
        {code !== 'camera-insecure' && (
          <button type="button" className="button main big" onClick={tryAgain}>
            Try again
          </button>
        )}
        {code === 'camera-none' && (
          <a className="button big" href="#photos">
            Go to Photos
          </a>
        )}
        <button type="button" className="button big" onClick={() => void pickVideo()}>
          {isVideo ? 'Open another video' : 'Open a video'}
        </button>
      </div>
    </div>
  )
}

/** Where a face lies in the crop: an outline of the template. */
function Template() {
  return (
    <svg className="source-template" viewBox="-0.5 -0.5 113 113" aria-hidden="true">
      <rect width="112" height="112" rx="2" />
      <path
        d={listOf(arcFaceTemplate)
          .map(({ x, y }) => `M${x} ${y}h0`)
          .join('')}
      />
    </svg>
  )
}

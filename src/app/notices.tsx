import type { ReactNode } from 'react'
import { PlumbError } from '#domain/errors.ts'
import type { LoadProgress } from '#engine/protocol.ts'
import { useEngine } from '#stores/engine.ts'
import { addressWith } from '#stores/page-address.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { restartEngine, retry } from '#stores/session.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { takeUpdate, useUpdate } from './offline.ts'

/** What went wrong with the engine itself: said once, above everything that is kept. */
export function EngineNotices() {
  const status = useEngine((state) => state.status)
  if (status.state === 'failed') return <EngineFailed error={status.error} />
  if (status.state === 'loading' && status.isStalled) return <Stalled progress={status.progress} />
  return <Crashed />
}

/** Files that do not belong together: what was fetched before the last release goes with a reload. */
const STALE: ReadonlySet<string> = new Set(['model-checksum', 'manifest-invalid'])

function EngineFailed({ error }: { readonly error: Error }) {
  const { code, remedy } = error instanceof PlumbError ? error : { code: '', remedy: '' }
  return (
    <Notice action={<WayOut code={code} />}>
      <b>{error.message}</b> {remedy}
    </Notice>
  )
}

/** It goes on by itself where something arrives after all. */
function Stalled({ progress: { loaded, total } }: { readonly progress: LoadProgress }) {
  const isDownload = total === 0 || loaded < total
  return (
    <Notice
      action={
        <button type="button" className="button" onClick={restartEngine}>
          Try again
        </button>
      }
    >
      <b>{isDownload ? 'The download of the models has stalled.' : 'The engine takes long to start.'}</b>{' '}
      {isDownload ? 'Check the connection.' : 'It may still come.'} Photos are kept and scored after that.
    </Notice>
  )
}

function WayOut({ code }: { readonly code: string }) {
  if (code === 'unknown-model')
    return (
      <a className="button" href={addressWith(null, window.location.href)}>
        Open the usual one
      </a>
    )
  const reload = STALE.has(code)
  return (
    <button type="button" className="button" onClick={reload ? () => window.location.reload() : restartEngine}>
      {reload ? 'Reload' : 'Try again'}
    </button>
  )
}

const CRASHED = 'engine-crashed'

function Crashed() {
  const faces = usePhotos(
    (state) => Object.values(state.faces).filter(({ failure }) => failure?.code === CRASHED).length,
  )
  const photos = usePhotos(
    (state) => Object.values(state.photos).filter(({ failure }) => failure?.code === CRASHED).length,
  )
  const lost = faces + photos
  if (lost === 0) return null
  return (
    <Notice
      action={
        <button type="button" className="button" onClick={scoreAgain}>
          {lost === 1 ? 'Score it again' : 'Score them again'}
        </button>
      }
    >
      <b>The engine stopped and was restarted; {lost === 1 ? '1 face was' : `${lost} faces were`} not scored.</b>
    </Notice>
  )
}

function scoreAgain(): void {
  const { photos, faces } = usePhotos.getState()
  const lost = [
    ...Object.values(photos)
      .filter(({ failure }) => failure?.code === CRASHED)
      .map(({ id }) => id),
    ...Object.values(faces)
      .filter(({ failure }) => failure?.code === CRASHED)
      .map(({ photoId }) => photoId),
  ]
  for (const photoId of new Set(lost)) retry(photoId)
}

/** A new version: offered, since the page that runs may hold what nobody has saved. */
export function UpdateNotice() {
  if (!useUpdate()) return null
  return (
    <div className="engine-notice" role="status">
      <Icon name="help" />
      <p>
        <b>A new version of Plumb is there.</b> Loading it empties this page: save first what you want to keep.
      </p>
      <button type="button" className="button" onClick={takeUpdate}>
        Load it
      </button>
    </div>
  )
}

function Notice({ action, children }: { readonly action: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="engine-notice" role="alert">
      <Icon name="failed" />
      <p>{children}</p>
      {action}
    </div>
  )
}

import { Popover } from 'radix-ui'
import type { EngineInfo, LoadProgress } from '#engine/protocol.ts'
import { useEngine } from '#stores/engine.ts'
import { useCamera } from '#stores/live/camera.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { resumeScoring, stopScoring, useStopped } from '#stores/session.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { megabytes, plural } from '#ui/format.ts'
import { backendWords, chipWords, isFallback, speedWords } from './backend-words.ts'
import { LiveStatus } from './live-status.tsx'

/** The line below every workspace: what computes, how fast, what waits, which models, and that nothing leaves. */
export function Foot() {
  return (
    <footer className="foot">
      <BackendStatus />
      <LiveStatus />
      <QueueStatus />
      <span className="spacer" />
      <ModelHashes />
      <Privacy />
    </footer>
  )
}

/** On phones the same, behind a chip. */
export function EngineChip() {
  const { status, info } = useEngine()
  return (
    <Popover.Root>
      <Popover.Trigger className="engine-chip phone-only">
        {status.state === 'loading' ? 'Loading' : info ? chipWords(info) : 'No engine'}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover engine-sheet" collisionPadding={12} aria-label="Engine status">
          <BackendStatus />
          <LiveStatus />
          <QueueStatus />
          <ModelHashes />
          <Privacy />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function BackendStatus() {
  const { status } = useEngine()
  if (status.state === 'loading') return <Download progress={status.progress} />
  if (status.state === 'failed') return <span>{status.error.message}</span>
  return (
    <>
      <Backend info={status.info} />
      <span className="foot-speed">{speedWords(status.info)}</span>
    </>
  )
}

function Download({ progress: { loaded, total } }: { readonly progress: LoadProgress }) {
  if (total === 0 || loaded >= total) return <span>Starting the engine</span>
  return (
    <span className="with-progress">
      <progress aria-label="Model download" value={loaded} max={total} />
      Loading the models, {megabytes(loaded)} MB of {megabytes(total)} MB
    </span>
  )
}

function Backend({ info }: { readonly info: EngineInfo }) {
  const { backend, short, details } = backendWords(info)
  const line = isFallback(info.reason) ? (
    <>
      Running on <b>{backend}</b>; {short}
    </>
  ) : (
    <>
      <b>{backend}</b> · {short}
    </>
  )
  return (
    <span>
      {line}{' '}
      {details && (
        <Popover.Root>
          <Popover.Trigger className="link">Details</Popover.Trigger>
          <Popover.Portal>
            <Popover.Content className="popover" sideOffset={8} collisionPadding={12} aria-label="Backend">
              <p>{details}</p>
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )}
    </span>
  )
}

function QueueStatus() {
  const pending = usePhotos((state) => state.pending)
  const faces = usePhotos((state) => Object.keys(state.faces).length)
  const ready = useEngine(({ status }) => status.state === 'ready')
  const stopped = useStopped()
  const waiting = pending.photos + pending.faces
  const isLive = useCamera(({ state }) => state === 'on')
  if (waiting === 0) return ready && !isLive && <span>ready</span>
  const done = Math.max(0, faces - pending.faces)
  const total = faces + pending.photos
  return (
    <span className="with-progress">
      <progress aria-label="Scoring" value={done} max={total} />
      {stopped ? `stopped, ${plural(waiting, 'waits', 'wait')}` : `scored ${done} of ${total}`}
      <button type="button" className="link" onClick={stopped ? resumeScoring : stopScoring}>
        {stopped ? 'Go on' : 'Stop'}
      </button>
    </span>
  )
}

function ModelHashes() {
  const models = useEngine(({ info }) => info?.models)
  return models?.map(({ id, sha256 }) => (
    <span key={id} className="foot-model">
      {id} <span className="faint">{sha256.slice(0, 8)}</span>
    </span>
  ))
}

function Privacy() {
  return (
    <span className="privacy">
      <Icon name="lock" />
      Nothing leaves this device
    </span>
  )
}

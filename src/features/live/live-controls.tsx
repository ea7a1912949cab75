import { DropdownMenu } from 'radix-ui'
import { pickVideo, setMirrored, startCamera, turnOff, useCamera } from '#stores/live/camera.ts'
import { pressShutter, useLive } from '#stores/live/live.ts'
import { startRecording, stopRecording, useRecording } from '#stores/live/recording.ts'
import { freezeToLab } from '#stores/live/to-lab.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { SaveFailure, useSaving } from '#ui/save-failure.tsx'
import { saveFile } from '#ui/save-file.ts'
import { togglePause } from './live-keys.ts'

/** What can be done with the frame that shows. */
export function LiveControls() {
  const isOn = useCamera(({ state }) => state === 'on')
  const isPaused = useCamera((state) => state.isPaused)
  const hasFace = useLive(({ session }) => session.main !== null)
  return (
    <div className="live-controls">
      <button type="button" className="button main" disabled={!isOn || !hasFace} onClick={pressShutter}>
        Keep this frame <span className="lead-in desk-only">Space</span>
      </button>
      <button type="button" className="button" disabled={!isOn} onClick={() => void freezeToLab()}>
        Open in the Lab <span className="lead-in desk-only">L</span>
      </button>
      <button type="button" className="button" disabled={!isOn} onClick={togglePause}>
        {isPaused ? 'Go on' : 'Pause'} <span className="lead-in desk-only">P</span>
      </button>
      <RecordButton />
      <SourceMenu />
    </div>
  )
}

function RecordButton() {
  const { isOn, isFull } = useRecording()
  const isCameraOn = useCamera(({ state }) => state === 'on')
  const saving = useSaving()
  const stop = () => {
    const csv = stopRecording()
    if (csv) saving.save(() => saveFile(new Blob([csv], { type: 'text/csv' }), 'plumb-live.csv'))
  }
  return (
    <SaveFailure {...saving}>
      <button
        type="button"
        className={isOn ? 'button recording' : 'button'}
        disabled={!isOn && !isCameraOn}
        onClick={isOn ? stop : startRecording}
      >
        {isOn && <Icon name="dot" />}
        {isOn ? (isFull ? 'Full: save' : 'Stop and save') : 'Record scores'}
      </button>
    </SaveFailure>
  )
}

/** Which camera or video, and how it is shown. */
function SourceMenu() {
  const { feed, cameras, isMirrored, state } = useCamera()
  const deviceId = feed?.kind === 'camera' ? (feed.deviceId ?? '') : ''
  const camera = cameras.find(({ id }) => id === deviceId)?.label ?? 'Camera'
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button source-menu">
        <span>{feed?.kind === 'video' ? feed.file.name : camera}</span>
        <Icon name="down" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={12}>
          {cameras.length > 0 ? (
            <DropdownMenu.RadioGroup value={deviceId} onValueChange={(id) => void startCamera(id)}>
              {cameras.map(({ id, label }) => (
                <DropdownMenu.RadioItem key={id} value={id}>
                  {id === deviceId && <Icon name="check" />}
                  {label}
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          ) : (
            <DropdownMenu.Item onSelect={() => void startCamera()}>Start camera</DropdownMenu.Item>
          )}
          <DropdownMenu.Item onSelect={() => void pickVideo()}>
            Open a video <span className="note">O</span>
          </DropdownMenu.Item>
          <hr />
          <DropdownMenu.CheckboxItem checked={isMirrored} onCheckedChange={setMirrored}>
            {isMirrored && <Icon name="check" />}
            Mirror <span className="note">M</span>
          </DropdownMenu.CheckboxItem>
          <DropdownMenu.Item disabled={state === 'off'} onSelect={turnOff}>
            Turn off
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

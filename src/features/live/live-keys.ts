import { pickVideo, setMirrored, setPaused, useCamera } from '#stores/live/camera.ts'
import { pressShutter } from '#stores/live/live.ts'
import { freezeToLab } from '#stores/live/to-lab.ts'
import type { KeyTable } from '#ui/keys.ts'

/** Holds the picture, or lets it go on. */
export function togglePause(): void {
  const { state, isPaused } = useCamera.getState()
  if (state === 'on') setPaused(!isPaused)
}

const mirror = () => setMirrored(!useCamera.getState().isMirrored)

/** Space on a button presses that button, and on the page it would scroll. */
const keepFrame = (event: KeyboardEvent) => {
  if (event.target instanceof Element && event.target.closest('button, a, input, [role="slider"]')) return
  event.preventDefault()
  if (!event.repeat) pressShutter()
}

/** The keyboard table of the workspace. */
export const liveKeys: KeyTable = {
  title: 'Live',
  keys: [
    { press: ['Space'], shown: ['Space'], does: 'Keep this frame', run: keepFrame },
    { press: ['p'], shown: ['P'], does: 'Pause or go on', run: togglePause },
    { press: ['m'], shown: ['M'], does: 'Mirror', run: mirror },
    { press: ['l'], shown: ['L'], does: 'Open the frame in the Lab', run: () => void freezeToLab() },
    { press: ['o'], shown: ['O'], does: 'Open a video', run: () => void pickVideo() },
  ],
}

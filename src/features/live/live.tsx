import { useEffect } from 'react'
import { followVisibility, useCamera } from '#stores/live/camera.ts'
import { useShown } from '#stores/live/live.ts'
import { useShots } from '#stores/live/shots.ts'
import { useSettings } from '#stores/settings.ts'
import { useKeys } from '#ui/keys.ts'
import { LiveControls } from './live-controls.tsx'
import { liveKeys } from './live-keys.ts'
import { LiveCrop } from './reading/live-crop.tsx'
import { LiveNumber } from './reading/live-number.tsx'
import { LiveTrace } from './reading/live-trace.tsx'
import { BestShots } from './shots/best-shots.tsx'
import { SourceChoice } from './source/source-choice.tsx'
import { LiveStage } from './stage/live-stage.tsx'
import './live.css'

/** The camera: a score that follows it, what to change, and the best frames. */
export function Live() {
  const isOn = useCamera((state) => state.feed !== null)
  const hasRun = useShown(({ session }) => session.time !== null)
  const hasShots = useShots(({ shots }) => shots.length > 0)
  const letterKeys = useSettings((state) => state.letterKeys)
  useKeys(liveKeys.keys, letterKeys)
  useEffect(followVisibility, [])
  if (!(isOn || hasRun || hasShots))
    return (
      <div className="live-start">
        <SourceChoice />
      </div>
    )
  return (
    <div className="live">
      {isOn && <h1 className="visually-hidden">Live</h1>}
      <LiveStage>
        <SourceChoice />
      </LiveStage>
      <section className="live-side scroll" aria-label="Score">
        <LiveNumber />
        <LiveTrace />
        <LiveCrop />
        <LiveControls />
      </section>
      <BestShots />
    </div>
  )
}

import type { ReactNode } from 'react'
import { useCamera } from '#stores/live/camera.ts'
import { useShown } from '#stores/live/live.ts'
import { LiveVideo } from './live-video.tsx'

/** What the camera shows, what is seen in it, and one thing to do about it; `children` stand there while it is off. */
export function LiveStage({ children }: { readonly children: ReactNode }) {
  const feed = useCamera((state) => state.feed)
  return (
    <section className="live-cam" aria-label="Camera">
      {feed ? (
        <LiveVideo key={feed.id} feed={feed}>
          <HintBox />
        </LiveVideo>
      ) : (
        <div className="stage live-stage live-stage-off">{children}</div>
      )}
    </section>
  )
}

function HintBox() {
  const hint = useShown(({ session }) => session.hint)
  const isPaused = useCamera((state) => state.isPaused)
  if (isPaused)
    return (
      <p className="hint">
        <b>Paused</b>
      </p>
    )
  return (
    hint && (
      <p className={hint.holds ? 'hint' : 'hint passing'}>
        <b>{hint.words}</b>
        <span>{hint.measure}</span>
      </p>
    )
  )
}

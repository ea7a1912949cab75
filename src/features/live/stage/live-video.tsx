import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useEngine } from '#stores/engine.ts'
import { type Feed, failVideo, setPaused, setPosition, useCamera } from '#stores/live/camera.ts'
import { runLive } from '#stores/live/live.ts'
import { useObjectUrl } from '#ui/object-url.ts'
import { LiveOverlay } from './live-overlay.tsx'
import { placePicture } from './placement.ts'

interface Props {
  readonly feed: Feed
  readonly children: ReactNode
}

const nothing = { width: 0, height: 0 }

/** Plays a feed at its own rate and has it watched; what was seen is drawn over it. */
export function LiveVideo({ feed, children }: Props) {
  const video = useRef<HTMLVideoElement>(null)
  const [stageRef, stage] = useSize()
  const [picture, setPicture] = useState(nothing)
  const isMirrored = useCamera((state) => state.isMirrored)
  const isPaused = useCamera((state) => state.isPaused)
  const url = useObjectUrl(feed.kind === 'video' ? feed.file : null)

  useLayoutEffect(() => {
    const element = video.current
    if (!element || feed.kind !== 'camera') return
    element.srcObject = feed.stream
    return () => {
      element.srcObject = null
    }
  }, [feed])
  // A frame that waited for the models would be old news.
  const isReady = useEngine(({ info }) => info !== null)
  useEffect(() => (isReady && video.current ? runLive(video.current) : undefined), [isReady])
  // A video's beginning would go by unseen while the models load.
  const isHeld = isPaused || (feed.kind === 'video' && !isReady)
  useEffect(() => {
    if (isHeld) video.current?.pause()
    // It rejects where the source changes before it plays; the next one plays by itself.
    else video.current?.play().catch(() => undefined)
  }, [isHeld])

  const measure = ({ videoWidth, videoHeight }: HTMLVideoElement) =>
    setPicture({ width: videoWidth, height: videoHeight })
  const { fit } = placePicture(picture, stage, isMirrored)
  return (
    <div
      ref={stageRef}
      className="stage live-stage"
      style={{ '--ratio': picture.height > 0 ? picture.width / picture.height : 4 / 3 } as CSSProperties}
    >
      <video
        ref={video}
        src={url}
        className={isMirrored ? 'mirrored' : undefined}
        style={{ objectFit: fit }}
        aria-label={isMirrored ? 'Picture, mirrored' : 'Picture'}
        autoPlay={!isHeld}
        muted
        playsInline
        onLoadedMetadata={({ currentTarget }) => {
          measure(currentTarget)
          if (feed.kind === 'video') currentTarget.currentTime = useCamera.getState().position
        }}
        onResize={({ currentTarget }) => measure(currentTarget)}
        onTimeUpdate={({ currentTarget }) => feed.kind === 'video' && setPosition(currentTarget.currentTime)}
        onEnded={() => feed.kind === 'video' && setPaused(true)}
        onError={() => feed.kind === 'video' && failVideo()}
      />
      <LiveOverlay stage={stage} isMirrored={isMirrored} />
      {children}
    </div>
  )
}

/** The size of an element in CSS pixels, kept current. */
function useSize() {
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState(nothing)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size] as const
}

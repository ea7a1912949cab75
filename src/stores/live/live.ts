import { create } from 'zustand'
import { chooseMain, emptySession, type LiveSession, mainTrack, observe } from '#domain/live/session.ts'
import { EngineCrashedError } from '#engine/errors.ts'
import type { WatchedFrame } from '#engine/protocol.ts'
import { modelOf, useEngine } from '../engine.ts'
import { failureOf } from '../photos/photos.ts'
import { theEngine } from '../session.ts'
import { fail, useCamera } from './camera.ts'
import { cameraFailures } from './camera-failure.ts'
import { closeCrops, createGrabber, type Grabber, type Pace, watchVideo } from './loop.ts'
import { record } from './recording.ts'
import { considerShot } from './shots.ts'

/** What a session has come to. */
interface Live {
  readonly session: LiveSession
  readonly pace: Pace | null
}

/** What the newest frame told; changes with each, so what need not follow the picture reads `useShown`. */
export const useLive = create<Live & { readonly frame: WatchedFrame | null }>()(() => ({
  session: emptySession,
  pace: null,
  frame: null,
}))

/** The same at a pace that can be read. */
export const useShown = create<Live>()(() => ({ session: emptySession, pace: null }))

const SHOWN_MS = 100
/** A chart that slides is motion. */
const SHOWN_CALMLY_MS = 1000

/** What takes pictures of the video that is watched; null while none is. */
let grabber: Grabber | null = null

/** Watches a video, as long as it is shown; returns how to stop. */
export function runLive(video: HTMLVideoElement): () => void {
  const engine = theEngine()
  const own = createGrabber(video)
  grabber = own
  useLive.setState({ session: emptySession, pace: null, frame: null })
  useShown.setState({ session: emptySession, pace: null })
  const stop = watchVideo(video, own, (frame, signal) => engine.watch(frame, signal), {
    answered: (frame, pace) => take(frame, pace, own),
    failed: (thrown) => fail(thrown instanceof EngineCrashedError ? cameraFailures.engine : failureOf(thrown)),
  })
  return () => {
    stop()
    engine.stopWatching()
    grabber = null
    forgetFrame()
  }
}

/** Makes the page about another face. */
export function chooseFace(id: number): void {
  useLive.setState(({ session }) => ({ session: chooseMain(session, id) }))
}

/** The picture that was grabbed last, as a PNG; null while nothing is watched. */
export const encodePicture = (): Promise<Blob> | null => grabber?.encode() ?? null

/** The frame's own crop of the face that the page is about. */
export function mainCrop({ session, frame }: { readonly session: LiveSession; readonly frame: WatchedFrame | null }) {
  const face = mainTrack(session)?.face
  return frame?.faces.find((seen) => seen.face === face)?.crop ?? null
}

function take(frame: WatchedFrame, pace: Pace, own: Grabber): void {
  const before = useLive.getState()
  const session = observe(before.session, frame)
  useLive.setState({ session, pace, frame })
  if (before.frame) closeCrops(before.frame)
  consider(own)
  record(session)
  show({ session, pace })
}

let isShutterPressed = false

/** The shutter: keeps the frame that comes next, or the one that stands. */
export function pressShutter(): void {
  isShutterPressed = true
  if (grabber && useCamera.getState().isPaused) consider(grabber)
}

function consider({ encode }: Grabber): void {
  const { session, frame } = useLive.getState()
  const isAsked = isShutterPressed
  isShutterPressed = false
  const student = modelOf(useEngine.getState().info, 'student')?.id
  const crop = mainCrop({ session, frame })
  if (student && crop) considerShot({ session, student, crop, isAsked, encode })
}

function show(live: Live): void {
  const { session } = useShown.getState()
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const isDue = live.session.time! - (session.time ?? Number.NEGATIVE_INFINITY) >= (isCalm ? SHOWN_CALMLY_MS : SHOWN_MS)
  if (isDue || live.session.main !== session.main) useShown.setState(live)
}

function forgetFrame(): void {
  const { frame } = useLive.getState()
  useLive.setState({ frame: null })
  if (frame) closeCrops(frame)
}

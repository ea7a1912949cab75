import { fileOpen } from 'browser-fs-access'
import { create } from 'zustand'
import type { Failure } from '../photos/photos.ts'
import { cameraFailureOf, cameraFailures } from './camera-failure.ts'

/** Where pictures come from: a camera, null = the browser's choice, or a video file. */
export type Source =
  | { readonly kind: 'camera'; readonly deviceId: string | null }
  | { readonly kind: 'video'; readonly file: File }

/** A source that shows: what a video element plays. */
export type Feed = {
  /** Never given twice. */
  readonly id: number
} & (
  | { readonly kind: 'camera'; readonly deviceId: string | null; readonly stream: MediaStream }
  | { readonly kind: 'video'; readonly file: File }
)

interface CameraState {
  /** `away`: off because nobody looks; it comes back by itself. */
  readonly state: 'off' | 'starting' | 'on' | 'away' | 'failed'
  /** What a person asked for last; null before. */
  readonly source: Source | null
  /** While it is on. */
  readonly feed: Feed | null
  /** Where it failed. */
  readonly failure: Failure | null
  /** Once there was a permission; before, cameras have no names. */
  readonly cameras: readonly { readonly id: string; readonly label: string }[]
  readonly isPaused: boolean
  /** Only in how it is shown: what is scored and kept is as the camera saw it. */
  readonly isMirrored: boolean
  /** Where a video stands, in seconds. */
  readonly position: number
}

const initial: CameraState = {
  state: 'off',
  source: null,
  feed: null,
  failure: null,
  cameras: [],
  isPaused: false,
  isMirrored: true,
  position: 0,
}

/** The camera, or the video in its place. */
export const useCamera = create<CameraState>()(() => initial)

const { setState: set, getState: get } = useCamera

/** Large enough to keep, small enough to go to the engine thirty times a second; 4:3 is how the page shows it. */
const picture: MediaTrackConstraints = { width: { ideal: 960 }, height: { ideal: 720 } }

/** Counts what was asked for, so that an answer that nobody waits for any more turns its camera off. */
let attempt = 0

/**
 * Starts a camera; the browser asks for permission where none was given yet.
 * @param deviceId  null = a camera that faces the person, where there are several
 */
export async function startCamera(deviceId: string | null = null): Promise<void> {
  const mine = begin({ kind: 'camera', deviceId })
  if (!window.isSecureContext || !navigator.mediaDevices) return fail(cameraFailures.insecure)
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: deviceId ? { ...picture, deviceId: { exact: deviceId } } : { ...picture, facingMode: 'user' },
    })
    if (mine !== attempt) return stopTracks(stream)
    // The tab may have been hidden while nobody listened for that.
    if (document.visibilityState === 'hidden') {
      stopTracks(stream)
      return leave()
    }
    follow(stream)
  } catch (thrown) {
    if (mine === attempt) fail(cameraFailureOf(thrown))
  }
}

const VIDEO_NAMES = ['.mp4', '.webm', '.mov', '.mkv', '.m4v']

/** Whether a dropped file is a video, by what the browser or its name says. */
export const isVideo = ({ type, name }: File): boolean =>
  type.startsWith('video/') || VIDEO_NAMES.some((extension) => name.toLowerCase().endsWith(extension))

/** Shows a video file in place of a camera. */
export function openVideo(file: File): void {
  const id = begin({ kind: 'video', file })
  set({ state: 'on', feed: { id, kind: 'video', file }, isMirrored: false })
}

/** Asks for a video file and shows it. */
export async function pickVideo(): Promise<void> {
  try {
    openVideo(await fileOpen({ mimeTypes: ['video/*'], extensions: VIDEO_NAMES }))
  } catch (thrown) {
    // A person who closes the picker wants nothing.
    if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown
  }
}

/** The camera that was chosen is not there, so another has to do. */
const GONE: ReadonlySet<string> = new Set([cameraFailures.none.code, cameraFailures.unplugged.code])

/** The same source once more, after a failure. */
export function tryAgain(): void {
  const { source, failure } = get()
  if (source?.kind === 'video') openVideo(source.file)
  else void startCamera(failure && GONE.has(failure.code) ? null : source?.deviceId)
}

/** The browser cannot show the video. */
export const failVideo = (): void => fail(cameraFailures.unplayable)

/** At a person's wish. */
export function turnOff(): void {
  end()
  set({ state: 'off', isPaused: false })
}

export const setPaused = (isPaused: boolean): void => set({ isPaused })
export const setMirrored = (isMirrored: boolean): void => set({ isMirrored })
export const setPosition = (position: number): void => set({ position })

/** Nobody looks: the camera is really off until `comeBack`. */
export function leave(): void {
  const { state } = get()
  // Away already, but perhaps about to come back.
  if (state === 'away') attempt++
  if (state !== 'on' && state !== 'starting') return
  end()
  set({ state: 'away' })
}

/** Takes up what `leave` stopped: a camera only if it ran, and without asking for permission again. */
export async function comeBack(): Promise<void> {
  const { state, source, isPaused, isMirrored, position } = get()
  if (state !== 'away' || !source) return
  if (source.kind === 'video') {
    openVideo(source.file)
    return set({ position, isPaused, isMirrored })
  }
  const mine = ++attempt
  const permitted = !isPaused && (await hasPermission())
  if (mine !== attempt) return
  if (permitted) await startCamera(source.deviceId)
  else turnOff()
}

/** Keeps the camera off while the tab is hidden; returns how to stop, which leaves. */
export function followVisibility(): () => void {
  const look = () => (document.visibilityState === 'hidden' ? leave() : void comeBack())
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    leave()
  }
}

/** Whether a camera may start without a question. Browsers that do not tell would ask. */
async function hasPermission(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'camera' as PermissionName })
    return state === 'granted'
  } catch {
    return false
  }
}

function begin(source: Source): number {
  end()
  set({ state: 'starting', source, failure: null, isPaused: false, position: 0 })
  return attempt
}

function end(): void {
  attempt++
  const { feed } = get()
  if (feed?.kind === 'camera') stopTracks(feed.stream)
  navigator.mediaDevices?.removeEventListener('devicechange', listCameras)
  set({ feed: null })
}

/** Turns off what shows, for a reason: it broke, or the engine cannot go on. */
export function fail(failure: Failure): void {
  end()
  set({ state: 'failed', failure })
}

function follow(stream: MediaStream): void {
  const [track] = stream.getVideoTracks()
  const { deviceId = null, facingMode } = track?.getSettings() ?? {}
  // Not fired by stop(): the camera went by itself.
  track?.addEventListener('ended', () => {
    const { feed } = get()
    if (feed?.kind === 'camera' && feed.stream === stream) fail(cameraFailures.unplugged)
  })
  set({
    state: 'on',
    feed: { id: attempt, kind: 'camera', deviceId, stream },
    isMirrored: facingMode !== 'environment',
  })
  navigator.mediaDevices.addEventListener('devicechange', listCameras)
  void listCameras()
}

async function listCameras(): Promise<void> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  const cameras = devices.filter(({ kind }) => kind === 'videoinput')
  set({
    cameras: cameras.map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `Camera ${index + 1}` })),
  })
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

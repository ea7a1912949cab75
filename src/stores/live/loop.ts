import { EngineCrashedError } from '#engine/errors.ts'
import type { CameraFrame, WatchedFrame, WatchStage } from '#engine/protocol.ts'

/** What of a video element the loop needs. */
export type FrameSource = Pick<HTMLVideoElement, 'requestVideoFrameCallback' | 'cancelVideoFrameCallback'>

/** Takes the picture that the video shows now. */
export interface Grabber {
  grab(): Promise<ImageBitmap>
  /** The picture that was grabbed last, as a PNG; what the engine answered last is about it. */
  encode(): Promise<Blob>
}

export interface LoopEvents {
  /** The newest answer. The crops of its faces are the receiver's to close. */
  answered(frame: WatchedFrame, pace: Pace): void
  /** The loop has stopped by itself. */
  failed(thrown: unknown): void
}

/** How the loop keeps up. */
export interface Pace {
  /** Frames that the video showed since the loop began. */
  readonly shown: number
  /** Frames of those that nobody scored: a newer one had come. */
  readonly dropped: number
  /** Answers a second, over the last two. */
  readonly fps: number
  /** Milliseconds, smoothed over some ten frames. */
  readonly stages: Readonly<Record<WatchStage, number>>
}

const FPS_WINDOW_MS = 2000
/** How much the newest frame counts for in what a stage takes. */
const NEWEST = 0.1

/** An engine that crashes so often in a row would crash again. */
const CRASHES = 3

/**
 * Sends a video's frames to the engine, one at a time and always the newest: one that finds the engine busy waits until
 * the next one takes its place. The video itself plays on whatever the engine does.
 * @returns  how to stop; nothing is told after that
 */
export function watchVideo(
  video: FrameSource,
  { grab }: Pick<Grabber, 'grab'>,
  watch: (frame: CameraFrame, signal: AbortSignal) => Promise<WatchedFrame>,
  { answered, failed }: LoopEvents,
): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  let shown = 0
  let sent = 0
  /** `presentedFrames` of the first frame; the browser counts those too whose callback came too late. */
  let first: number | null = null
  let isBusy = false
  let hasFresh = false
  let crashes = 0
  /** Of the first answer. */
  let began: number | null = null
  let answers: readonly number[] = []
  let stages: Pace['stages'] | null = null
  let callback = video.requestVideoFrameCallback(present)

  function present(_: number, { presentedFrames }: VideoFrameCallbackMetadata) {
    first ??= presentedFrames
    shown = presentedFrames - first + 1
    callback = video.requestVideoFrameCallback(present)
    hasFresh = true
    void send()
  }

  async function send() {
    if (isBusy || !hasFresh) return
    isBusy = true
    hasFresh = false
    sent++
    try {
      const time = performance.now()
      const frame = await watch({ bitmap: await grab(), time }, signal)
      crashes = 0
      if (signal.aborted) return closeCrops(frame)
      answered(frame, paceAfter(frame))
    } catch (thrown) {
      if (signal.aborted) return
      if (!(thrown instanceof EngineCrashedError) || ++crashes === CRASHES) {
        stop()
        return failed(thrown)
      }
    }
    isBusy = false
    void send()
  }

  function paceAfter(frame: WatchedFrame): Pace {
    const now = performance.now()
    stages = stages ? mixed(stages, frame.stages) : frame.stages
    began ??= now
    const span = Math.min(FPS_WINDOW_MS, now - began)
    answers = [...answers, now].filter((time) => time > now - span)
    // The one that waits may still get its turn.
    const dropped = Math.max(0, shown - sent - (hasFresh ? 1 : 0))
    return { shown, dropped, fps: span > 0 ? (1000 * answers.length) / span : 0, stages }
  }

  function stop() {
    stopping.abort()
    video.cancelVideoFrameCallback(callback)
  }

  return stop
}

const mixed = (old: Pace['stages'], newest: Pace['stages']): Pace['stages'] => {
  const mix = (stage: WatchStage) => old[stage] + NEWEST * (newest[stage] - old[stage])
  return { read: mix('read'), find: mix('find'), align: mix('align'), score: mix('score'), extras: mix('extras') }
}

/** Frees what came with a frame. */
export function closeCrops({ faces }: WatchedFrame): void {
  for (const { crop } of faces) crop.close()
}

/** The long side of what is scored and kept, px; a larger video is scaled down. */
const LONG_SIDE = 1280

/** Grabs a video's frames through one canvas, which keeps the last. */
export function createGrabber(video: HTMLVideoElement): Grabber {
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('2d', { alpha: false })
  return {
    grab() {
      const { videoWidth, videoHeight } = video
      const scale = Math.min(1, LONG_SIDE / Math.max(videoWidth, videoHeight))
      const width = Math.max(1, Math.round(videoWidth * scale))
      const height = Math.max(1, Math.round(videoHeight * scale))
      // Setting the size clears the canvas, even where it stays the same.
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
      context?.drawImage(video, 0, 0, width, height)
      return createImageBitmap(canvas)
    },
    encode: () => canvas.convertToBlob({ type: 'image/png' }),
  }
}

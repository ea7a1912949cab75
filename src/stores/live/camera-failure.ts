import type { Failure } from '../photos/photos.ts'

/** What keeps a camera or a video from being scored, and what a person can do about it. */
export const cameraFailures = {
  denied: {
    code: 'camera-denied',
    message: 'The camera is blocked for this site.',
    remedy: 'Allow it in the site settings beside the address, then try again.',
  },
  none: { code: 'camera-none', message: 'No camera found.', remedy: 'Connect one, or score photos instead.' },
  busy: {
    code: 'camera-busy',
    message: 'Another app is using the camera.',
    remedy: 'Close that app, then try again.',
  },
  insecure: {
    code: 'camera-insecure',
    message: 'The camera needs a secure address.',
    remedy: 'Open this page over https or on localhost.',
  },
  unplugged: {
    code: 'camera-unplugged',
    message: 'The camera was disconnected.',
    remedy: 'Connect it again, then try again.',
  },
  unplayable: {
    code: 'video-unplayable',
    message: 'This browser cannot play the video.',
    remedy: 'Save it as MP4 or WebM and open it again.',
  },
  engine: {
    code: 'engine-crashed',
    message: 'The engine stopped again and again.',
    remedy: 'Try again; if it stays, reload the page. Shots so far are kept until then.',
  },
} as const satisfies Record<string, Failure>

/** The names of getUserMedia's errors. */
const byName: Readonly<Record<string, Failure>> = {
  NotAllowedError: cameraFailures.denied,
  SecurityError: cameraFailures.denied,
  NotFoundError: cameraFailures.none,
  // The camera that was chosen has gone.
  OverconstrainedError: cameraFailures.none,
  NotReadableError: cameraFailures.busy,
  AbortError: cameraFailures.busy,
}

/** What getUserMedia threw, in words. */
export function cameraFailureOf(thrown: unknown): Failure {
  const known = thrown instanceof Error && byName[thrown.name]
  return known || { code: 'camera-unknown', message: 'The camera could not be started.', remedy: String(thrown) }
}

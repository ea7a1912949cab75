import { PlumbError } from '#domain/errors.ts'

/** MediaPipe does not start: WebAssembly or WebGL is missing, or a file of it did not arrive. */
export class FaceFinderStartError extends PlumbError {
  override readonly name = 'FaceFinderStartError'
  readonly code = 'face-finder-start'
  readonly remedy = 'Reload the page. If it stays, try another browser: finding faces needs WebAssembly and WebGL 2.'
  constructor(cause: unknown) {
    super('The face finder did not start.', { cause })
  }
}

/** A face model that was built wrongly, or that this browser computes wrongly, loads and answers all the same. */
export class FaceFinderCheckError extends PlumbError {
  override readonly name = 'FaceFinderCheckError'
  readonly code = 'face-finder-check'
  readonly remedy = 'Try another browser, since any score here would be wrong.'
  constructor(readonly found: string) {
    super(`The face finder failed its self-test: ${found}.`)
  }
}

/** MediaPipe failed on a photo or frame. */
export class FaceTaskError extends PlumbError {
  override readonly name = 'FaceTaskError'
  readonly code = 'face-task'
  readonly remedy = 'Try again. If it fails again, reload the page.'
  constructor(cause: unknown) {
    super('The face finder failed on this picture.', { cause })
  }
}

import { PlumbError } from '#domain/errors.ts'

/** The browser did not draw a picture that is to be saved. */
export class PictureError extends PlumbError {
  override readonly name = 'PictureError'
  readonly code = 'picture'
  readonly remedy = 'Close other tabs to free memory, then try again.'
  constructor(cause?: unknown) {
    super('The picture could not be drawn.', { cause })
  }
}

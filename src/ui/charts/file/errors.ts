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

/** The font did not arrive that a picture is to hold. */
export class FontError extends PlumbError {
  override readonly name = 'FontError'
  readonly code = 'font'
  readonly remedy = 'Check the connection, then try again.'
  constructor(cause: unknown) {
    super('The font of the picture could not be loaded.', { cause })
  }
}

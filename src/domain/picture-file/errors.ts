import { PlumbError } from '../errors.ts'
import type { PictureSize } from './size.ts'

/** Not a picture, or one of a kind that this browser does not decode. */
export class UnsupportedFileError extends PlumbError {
  override readonly name = 'UnsupportedFileError'
  readonly code = 'unsupported-file'
  readonly remedy: string
  /** @param format  the file's own, such as HEIC, where it is known */
  constructor(readonly format: string | null) {
    super('Cannot be read here.')
    const what = format ?? 'this kind of file'
    this.remedy = `This browser cannot decode ${what}. Save it as JPEG, PNG or WebP and drop it again.`
  }
}

export class EmptyFileError extends PlumbError {
  override readonly name = 'EmptyFileError'
  readonly code = 'empty-file'
  readonly remedy = 'Copy it again from where it came: it may still be on its way.'
  constructor() {
    super('The file is empty.')
  }
}

export class DamagedFileError extends PlumbError {
  override readonly name = 'DamagedFileError'
  readonly code = 'damaged-file'
  readonly remedy = 'Export it again from where it came.'
  constructor(cause?: unknown) {
    super('The file is damaged or ends early.', { cause })
  }
}

/** A picture that browsers decode to nothing, or to black, without a word. */
export class TooLargeError extends PlumbError {
  override readonly name = 'TooLargeError'
  readonly code = 'too-large'
  readonly remedy = 'Save it smaller, or cut the part with the faces out of it.'
  constructor({ width, height }: PictureSize) {
    super(`The picture is too large to be read here: ${width} × ${height} pixels.`)
  }
}

import { PlumbError } from '#domain/errors.ts'

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

export class DamagedFileError extends PlumbError {
  override readonly name = 'DamagedFileError'
  readonly code = 'damaged-file'
  readonly remedy = 'Export it again from where it came.'
  constructor(cause?: unknown) {
    super('The file is damaged or ends early.', { cause })
  }
}

/** A file that was moved, deleted or changed on disk after it was dropped. */
export class FileGoneError extends PlumbError {
  override readonly name = 'FileGoneError'
  readonly code = 'file-gone'
  readonly remedy = 'Drop it again.'
  constructor(cause: unknown) {
    super('The file is no longer where it was.', { cause })
  }
}

export class NoFaceError extends PlumbError {
  override readonly name = 'NoFaceError'
  readonly code = 'no-face'
  readonly remedy = 'Click the right eye, left eye, nose tip and both mouth corners. Right is the person’s right.'
  constructor() {
    super('No face found.')
  }
}

/** A dropped model that the engine does not have, or lost when it was restarted. */
export class OwnModelGoneError extends PlumbError {
  override readonly name = 'OwnModelGoneError'
  readonly code = 'own-model-gone'
  readonly remedy = 'Drop it again.'
  constructor() {
    super('Your model is no longer open.')
  }
}

/** The worker died while it opened or tried a dropped model. */
export class OwnModelCrashError extends PlumbError {
  override readonly name = 'OwnModelCrashError'
  readonly code = 'own-model-crash'
  readonly remedy = 'It may need more memory than a page has. Photos and scores so far are kept.'
  constructor(cause: unknown) {
    super('The engine stopped while it tried this model, and was restarted.', { cause })
  }
}

/** The worker died with this job in it. Another has taken its place. */
export class EngineCrashedError extends PlumbError {
  override readonly name = 'EngineCrashedError'
  readonly code = 'engine-crashed'
  readonly remedy = 'Score it again.'
  constructor(cause?: unknown) {
    super('The engine stopped and was restarted; 1 face was not scored.', { cause })
  }
}

import { PlumbError } from '#domain/errors.ts'

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

/** The worker of a dropped model died with it. */
export class OwnModelCrashError extends PlumbError {
  override readonly name = 'OwnModelCrashError'
  readonly code = 'own-model-crash'
  readonly remedy = 'It may need more memory than a page has. Drop it again to try once more.'
  constructor(cause: unknown) {
    super('The model broke down and was stopped.', { cause })
  }
}

/** A dropped model gave no sign of life: an endless loop, or one that is too slow for any page. */
export class OwnModelStuckError extends PlumbError {
  override readonly name = 'OwnModelStuckError'
  readonly code = 'own-model-stuck'
  readonly remedy = 'It may loop without end, or be too slow for a page. Drop it again to try once more.'
  constructor(cause: unknown) {
    super('The model gave no answer in time and was stopped.', { cause })
  }
}

/** The worker died of this job. Another has taken its place. */
export class EngineCrashedError extends PlumbError {
  override readonly name = 'EngineCrashedError'
  readonly code = 'engine-crashed'
  readonly remedy = 'Score it again.'
  constructor(cause?: unknown) {
    super('The engine stopped and was restarted; 1 face was not scored.', { cause })
  }
}

/** The worker hung in this job and was replaced. It is not tried again unless a person asks for it. */
export class EngineStuckError extends PlumbError {
  override readonly name = 'EngineStuckError'
  readonly code = 'engine-stuck'
  readonly remedy = 'Everything else goes on. It is tried again only if you ask for it.'
  /** @param doing  such as: looking for faces */
  constructor(doing: string, cause?: unknown) {
    super(`The engine hung while ${doing}, and was restarted.`, { cause })
  }
}

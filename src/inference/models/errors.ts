import { PlumbError } from '#domain/errors.ts'

/** A file of the models did not arrive, or onnxruntime refused it. */
export class ModelLoadError extends PlumbError {
  override readonly name = 'ModelLoadError'
  readonly code = 'model-load'
  readonly remedy = 'Check the connection. Photos and scores so far are kept.'
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    super('The model could not be loaded.', { cause })
  }
}

/** A file arrived that is not the one whose hash the manifest has. */
export class ModelChecksumError extends PlumbError {
  override readonly name = 'ModelChecksumError'
  readonly code = 'model-checksum'
  readonly remedy = 'Reload the page. If it stays, the copy on the server is damaged.'
  constructor(readonly file: string) {
    super('The model file is not the released one.')
  }
}

export class ManifestInvalidError extends PlumbError {
  override readonly name = 'ManifestInvalidError'
  readonly code = 'manifest-invalid'
  readonly remedy = 'Reload the page. If it stays, the copy on the server is damaged.'
  constructor(readonly fault: string) {
    super(`The list of models cannot be used: ${fault}`)
  }
}

/** Browsers hash files only in a secure context. */
export class InsecureAddressError extends PlumbError {
  override readonly name = 'InsecureAddressError'
  readonly code = 'insecure-address'
  readonly remedy = 'Open this page over https or on localhost.'
  constructor() {
    super('The models cannot be checked at this address.')
  }
}

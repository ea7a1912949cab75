import { PlumbError } from '#domain/errors.ts'

/** Not a model at all, or one that ends early. */
export class OwnModelFileError extends PlumbError {
  override readonly name = 'OwnModelFileError'
  readonly code = 'own-model-file'
  readonly remedy = 'Drop an .onnx file that holds its weights; if it is one, download or export it again.'
  constructor(cause?: unknown) {
    super('The file is not an ONNX model, or ends early.', { cause })
  }
}

export class OwnModelTooLargeError extends PlumbError {
  override readonly name = 'OwnModelTooLargeError'
  readonly code = 'own-model-too-large'
  readonly remedy = 'Drop a smaller model, or store its weights as int8 or float16.'
  /** @param bytes  of the file, and the most that there may be */
  constructor(bytes: number, limit: number) {
    super(`The file has ${megabytes(bytes)} MB; at most ${megabytes(limit)} MB fit into the page.`)
  }
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1e6)

/** An ONNX model that onnxruntime does not open. */
export class OwnModelRefusedError extends PlumbError {
  override readonly name = 'OwnModelRefusedError'
  readonly code = 'own-model-refused'
  readonly remedy = 'Export it with standard operators, opset 21 or lower, and its weights in the same file.'
  constructor(cause: unknown) {
    super(`onnxruntime does not open this model: ${reasonOf(cause)}`, { cause })
  }
}

export class OwnModelInputsError extends PlumbError {
  override readonly name = 'OwnModelInputsError'
  readonly code = 'own-model-inputs'
  readonly remedy = 'Export it with the crop as its only input, everything else as constants.'
  constructor(readonly inputs: readonly string[]) {
    super(`Expected one input; this model has ${inputs.length}${inputs.length > 0 ? `: ${inputs.join(', ')}` : ''}.`)
  }
}

export class OwnModelTypeError extends PlumbError {
  override readonly name = 'OwnModelTypeError'
  readonly code = 'own-model-type'
  readonly remedy = 'Export it with float32 input; weights may be of any type.'
  constructor(readonly type: string) {
    super(`Expected an input of float32 values; this model takes ${type}.`)
  }
}

export class OwnModelNoQualityError extends PlumbError {
  override readonly name = 'OwnModelNoQualityError'
  readonly code = 'own-model-no-quality'
  readonly remedy = 'Export it with the quality as an output of its own, one float32 value a crop.'
  /** @param outputs  name and values a crop of each output; null where that is not the same for every crop */
  constructor(readonly outputs: readonly { readonly name: string; readonly values: number | null }[]) {
    const list = outputs.map(({ name, values }) => `${name} (${values === null ? 'no values a crop' : values})`)
    super(`None of its outputs looks like a quality: ${list.join(', ')}.`)
  }
}

/** It opened, and fails when it gets a crop. */
export class OwnModelRunError extends PlumbError {
  override readonly name = 'OwnModelRunError'
  readonly code = 'own-model-run'
  readonly remedy = 'Check that it runs in onnxruntime with a crop of this size, and export it again.'
  constructor(size: number, cause: unknown) {
    super(`The model fails on a crop of ${size} × ${size} pixels: ${reasonOf(cause)}`, { cause })
  }
}

/** What onnxruntime says, without the places in its source. */
const reasonOf = (cause: unknown) =>
  (cause instanceof Error ? cause.message : String(cause))
    .replace(/^.*(?:ERROR_MESSAGE:|Status Message:|was false\.)\s*/s, '')
    .trim()

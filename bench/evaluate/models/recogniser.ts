import { InferenceSession, Tensor } from 'onnxruntime-node'
import { PlumbError } from '#domain/errors.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { batchesOf, inputFromShape, type OwnShape, type PixelValues, toOwnTensor } from '#domain/quality/own-model.ts'

/** A face recognition network: crops in, embeddings out. */
export interface Recogniser {
  readonly shape: OwnShape
  readonly dimension: number
  /** @returns embeddings as the network gives them, their length included, [n × dimension] row after row */
  run(crops: readonly Raster[], pixels: PixelValues): Promise<Float32Array>
  release(): Promise<void>
}

export class RecogniserError extends PlumbError {
  override readonly name = 'RecogniserError'
  readonly code = 'recogniser-invalid'
  readonly remedy =
    'Give an ONNX file with one float32 input [n, 3, S, S] or [n, S, S, 3] and one float32 output [n, d] of 64 values or more.'

  constructor(what: string) {
    super(`This is no recogniser: ${what}.`)
  }
}

/** Fewer values a crop are no embedding. */
const shortest = 64

/**
 * Opens a recogniser and tries it on a black crop.
 * @param options  of onnxruntime's session
 * @throws RecogniserError, OwnModelShapeError
 */
export async function openRecogniser(
  bytes: Uint8Array,
  options: InferenceSession.SessionOptions = {},
): Promise<Recogniser> {
  const session = await InferenceSession.create(bytes, options)
  const [input, ...others] = session.inputMetadata
  if (!input?.isTensor || input.type !== 'float32' || others.length > 0)
    throw new RecogniserError('it has not one input of float32')
  const shape = inputFromShape(input.shape)

  async function feed(crops: readonly Raster[], pixels: PixelValues) {
    const { data, dims } = toOwnTensor(crops, { ...shape, ...pixels })
    return session.run({ [input!.name]: new Tensor('float32', data, dims) })
  }

  const tryOut = async (n: number) => longest(await feed(Array(n).fill(black), untouched), n)
  const { output, dimension } = await tryOut(shape.batch ?? 1)
  // Many a graph says that it takes any batch and was exported for one crop.
  const takesAny =
    shape.batch === null &&
    (await tryOut(2).then(
      (two) => two.dimension === dimension,
      () => false,
    ))
  const batch = takesAny ? null : (shape.batch ?? 1)
  return {
    shape: { ...shape, batch },
    dimension,
    async run(crops, pixels) {
      const embeddings = new Float32Array(crops.length * dimension)
      for (const { from, count, filled } of batchesOf(crops, batch)) {
        const values = (await (await feed(filled, pixels))[output]!.getData()) as Float32Array
        embeddings.set(values.subarray(0, count * dimension), from * dimension)
      }
      return embeddings
    },
    release: () => session.release(),
  }
}

/** The output with most values a crop. */
function longest(outputs: InferenceSession.OnnxValueMapType, n: number) {
  const [first] = Object.entries(outputs)
    .flatMap(([output, { type, size }]) =>
      type === 'float32' && size % n === 0 ? [{ output, dimension: size / n }] : [],
    )
    .toSorted((a, b) => b.dimension - a.dimension)
  if (!first || first.dimension < shortest) throw new RecogniserError(`no output has ${shortest} values a crop`)
  return first
}

const untouched: PixelValues = { order: 'rgb', mean: [0, 0, 0], std: [1, 1, 1] }
const black: Raster = { width: 1, height: 1, channels: 3, data: new Uint8Array(3) }

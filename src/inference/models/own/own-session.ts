import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-web'
import type { Raster } from '#domain/geometry/raster.ts'
import { cropSize } from '#domain/geometry/template.ts'
import {
  batchesOf,
  inputFromShape,
  type OwnInput,
  type OwnShape,
  presets,
  readRaw,
  toOwnTensor,
} from '#domain/quality/own-model.ts'
import {
  OwnModelFileError,
  OwnModelInputsError,
  OwnModelNoQualityError,
  OwnModelRefusedError,
  OwnModelRunError,
  OwnModelTypeError,
} from './errors.ts'

/** What onnxruntime-web and onnxruntime-node share. */
export interface OwnRuntime {
  create(bytes: Uint8Array): Promise<InferenceSession>
  readonly Tensor: TensorConstructor
}

/** A dropped model that has shown that it scores crops. One request at a time: callers queue. */
export interface OwnSession {
  /** As the graph has it; `batch` is 1 too where the model turned out to fail with more. */
  readonly shape: OwnShape
  /**
   * @param input  batch and layout are those of `shape`, whatever it says
   * @returns      `raw` of each crop
   * @throws OwnModelRunError, OwnModelNotFiniteError
   */
  run(crops: readonly Raster[], input: Omit<OwnInput, 'batch' | 'layout'>): Promise<number[]>
  /** Frees the session; the model cannot run any more. */
  release(): Promise<void>
}

/** As many values a crop and more are an embedding, not a quality. */
const embeddingLength = 64

/**
 * Opens a dropped model and tries it on a grey crop.
 * @param size   side of its crops in pixels, where the graph leaves that open
 * @param onTry  awaited once it is open and before it gets a crop
 * @throws OwnModelFileError, OwnModelRefusedError, OwnModelInputsError, OwnModelTypeError, OwnModelShapeError,
 *   OwnModelRunError, OwnModelNoQualityError
 */
export async function openOwnSession(
  runtime: OwnRuntime,
  bytes: Uint8Array,
  size?: number,
  onTry: () => Promise<void> = async () => {},
): Promise<OwnSession> {
  const session = await create(runtime, bytes)
  try {
    const { name, shape } = inputOf(session, size)
    const feed = async (crops: readonly Raster[], input: Omit<OwnInput, 'batch'>) => {
      const { data, dims } = toOwnTensor(crops, input)
      try {
        return await session.run({ [name]: new runtime.Tensor('float32', data, dims) })
      } catch (cause) {
        throw new OwnModelRunError(input.size, cause)
      }
    }
    await onTry()
    const { quality, batch } = await tryOut(shape, (n) => feed(Array(n).fill(greyCrop), { ...presets[0], ...shape }))
    return {
      shape: { ...shape, batch },
      async run(crops, input) {
        const raws: number[] = []
        for (const { filled, count } of batchesOf(crops, batch)) {
          const outputs = await feed(filled, { ...input, layout: shape.layout })
          raws.push(...readRaw((await outputs[quality]!.getData()) as Float32Array, filled.length).slice(0, count))
        }
        return raws
      },
      release: () => session.release(),
    }
  } catch (thrown) {
    // One that broke may refuse, and is gone all the same.
    await Promise.allSettled([session.release()])
    throw thrown
  }
}

async function create(runtime: OwnRuntime, bytes: Uint8Array): Promise<InferenceSession> {
  if (bytes.length === 0) throw new OwnModelFileError()
  try {
    return await runtime.create(bytes)
  } catch (cause) {
    const isNoModel = /protobuf parsing failed|does not have a graph/i.test(String(cause))
    throw isNoModel ? new OwnModelFileError(cause) : new OwnModelRefusedError(cause)
  }
}

function inputOf(session: InferenceSession, size?: number): { readonly name: string; readonly shape: OwnShape } {
  const [input, ...others] = session.inputMetadata
  if (!input || others.length > 0) throw new OwnModelInputsError(session.inputNames)
  if (!input.isTensor) throw new OwnModelTypeError('no tensor')
  if (input.type !== 'float32') throw new OwnModelTypeError(input.type)
  const shape = inputFromShape(input.shape)
  return { name: input.name, shape: shape.free && size ? { ...shape, size } : shape }
}

type Outputs = Readonly<Record<string, Tensor>>

/** Which output is the quality, and how many crops the model really takes at once. */
async function tryOut({ batch }: OwnShape, run: (n: number) => Promise<Outputs>) {
  const n = batch ?? 1
  const outputs = await run(n)
  const quality = qualityOf(outputs, n)
  if (batch !== null) return { quality, batch }
  // Many a graph says that it takes any batch and was exported for one crop.
  const two = await run(2).catch((thrown: unknown) => {
    if (thrown instanceof OwnModelRunError) return null
    throw thrown
  })
  return { quality, batch: two?.[quality]?.size === 2 * outputs[quality]!.size ? null : 1 }
}

/** The only small output, the small one that is called quality or score, or the smallest. */
function qualityOf(outputs: Outputs, n: number): string {
  const all = Object.entries(outputs).map(([name, { type, size }]) => ({
    name,
    values: type === 'float32' && size > 0 && size % n === 0 ? size / n : null,
  }))
  const small = all
    .flatMap(({ name, values }) => (values !== null && values < embeddingLength ? { name, values } : []))
    .toSorted((a, b) => a.values - b.values)
  const chosen = small.find(({ name }) => /quality|score/i.test(name)) ?? small[0]
  if (!chosen) throw new OwnModelNoQualityError(all)
  return chosen.name
}

const greyCrop: Raster = {
  width: cropSize,
  height: cropSize,
  channels: 3,
  data: new Uint8Array(cropSize * cropSize * 3).fill(128),
}

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env, InferenceSession, Tensor } from 'onnxruntime-node'
import { PlumbError } from '#domain/errors.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import type { ModelEntry } from '#domain/quality/manifest.ts'
import { OwnModelNotFiniteError, type PixelValues, toOwnTensor } from '#domain/quality/own-model.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import { ModelChecksumError } from '#inference/models/errors.ts'
import { openModel } from '#inference/models/node.ts'
import { openInNode } from '#inference/models/own/node.ts'
import { sha256Of } from '../hash.ts'
import { cropMeasures } from './crop-measures.ts'
import { flushTinyWeights } from './flush-tiny-weights.ts'
import { openRecogniser } from './recogniser.ts'

/** A released model of public/models. */
export interface ReleasedSpec {
  readonly kind: 'released'
  readonly id: string
  readonly folder: string
  readonly entry: ModelEntry
}

/** An ONNX file of others. */
export interface FileSpec {
  readonly kind: 'quality' | 'recogniser'
  readonly id: string
  readonly path: string
  readonly sha256: string
  readonly pixels: PixelValues
}

/** A network of which the output `alignment` alone is asked. */
export interface MenderSpec {
  readonly kind: 'mender'
  readonly id: string
  readonly path: string
  readonly sha256: string
}

/** A network, or our plain measures, as a message to a thread can name it. */
export type NetSpec = ReleasedSpec | FileSpec | MenderSpec | { readonly kind: 'measures'; readonly id: string }

/** Some of the numbers that a net says of a crop. */
export interface Output {
  readonly name: string
  readonly width: number
}

/** Something that says numbers of crops. One call at a time. */
export interface Net {
  /** What a row is made of, in this order. */
  readonly outputs: readonly Output[]
  /** @returns a row a crop, one after the other; NaN where it has no number for a crop */
  run(crops: readonly Raster[]): Promise<Float32Array>
  /** A hash of all that decides the values besides the crops; pixels are prepared for it from `probe`. */
  identity(probe: readonly Raster[]): Promise<string>
  release(): Promise<void>
}

/** A thread has a core for itself, and as many threads as there are cores share the machine. */
const options = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' } as const

/** @throws PlumbError where the file is not what the specification says */
export function openNet(spec: NetSpec): Promise<Net> {
  switch (spec.kind) {
    case 'released':
      return openReleased(spec)
    case 'quality':
      return openQuality(spec)
    case 'recogniser':
      return openEmbedding(spec)
    case 'mender':
      return openMender(spec)
    case 'measures':
      return Promise.resolve(measures)
  }
}

/** Numbers of the output that says how a crop is cut. */
export const alignmentOutput: Output = { name: 'alignment', width: 6 }

/** Crops as tensors in; of each crop the values of some outputs, one output after the other. */
function openOutputs(
  session: InferenceSession,
  input: string,
  outputs: readonly (Output & { readonly tensor: string })[],
  sha256: string,
): Net {
  const width = outputs.reduce((sum, output) => sum + output.width, 0)
  return {
    outputs,
    async run(crops) {
      const { data, dims } = toTensor(crops)
      const results = await session.run(
        { [input]: new Tensor('float32', data, dims) },
        outputs.map(({ tensor }) => tensor),
      )
      const rows = new Float32Array(crops.length * width)
      let first = 0
      for (const { tensor, width: part } of outputs) {
        const values = (await results[tensor]!.getData()) as Float32Array
        for (let n = 0; n < crops.length; n++) rows.set(values.subarray(n * part, (n + 1) * part), n * width + first)
        first += part
      }
      return rows
    },
    identity: async (probe) => hashOf(sha256, env.versions.node, input, JSON.stringify(outputs), toTensor(probe).data),
    release: () => session.release(),
  }
}

/** A file that says of no crop how it is cut. */
export class MenderError extends PlumbError {
  override readonly name = 'MenderError'
  readonly code = 'mender-invalid'
  readonly remedy = 'Give an ONNX file with one input [n, 3, 112, 112] and an output alignment [n, 2, 3], both float32.'

  constructor(path: string) {
    super(`${path} cannot mend crops.`)
  }
}

async function openMender({ path, sha256 }: MenderSpec): Promise<Net> {
  const session = await InferenceSession.create(await readFile(path), options)
  const [input, ...others] = session.inputNames
  if (input === undefined || others.length > 0 || !session.outputNames.includes(alignmentOutput.name))
    throw new MenderError(path)
  return openOutputs(session, input, [{ ...alignmentOutput, tensor: alignmentOutput.name }], sha256)
}

async function openReleased({ folder, entry }: ReleasedSpec): Promise<Net> {
  const { input, output, file, sha256 } = entry
  if (output.alignment) {
    const bytes = await readFile(join(folder, file))
    if (sha256Of(bytes) !== sha256) throw new ModelChecksumError(file)
    const outputs = [
      { name: 'quality', width: 1, tensor: output.quality },
      { ...alignmentOutput, tensor: output.alignment },
    ]
    return openOutputs(await InferenceSession.create(bytes, options), input.name, outputs, sha256)
  }
  const model = await openModel(folder, entry, options)
  return {
    outputs: [{ name: 'quality', width: 1 }],
    run: (crops) => model.run(toTensor(crops).data, crops.length),
    identity: async (probe) => hashOf(entry.sha256, env.versions.node, toTensor(probe).data),
    release: () => model.release(),
  }
}

async function openQuality({ path, sha256, pixels }: FileSpec): Promise<Net> {
  const session = await openInNode(await readWeights(path), undefined, options)
  const input = { ...session.shape, ...pixels }
  async function run(crops: readonly Raster[]): Promise<readonly number[]> {
    try {
      return await session.run(crops, input)
    } catch (thrown) {
      if (!(thrown instanceof OwnModelNotFiniteError)) throw thrown
      if (crops.length === 1) return [Number.NaN]
      const alone: number[] = []
      for (const crop of crops) alone.push(...(await run([crop])))
      return alone
    }
  }
  return {
    outputs: [{ name: 'quality', width: 1 }],
    run: async (crops) => Float32Array.from(await run(crops)),
    identity: async (probe) => hashOf(sha256, env.versions.node, toOwnTensor(probe, input).data),
    release: () => session.release(),
  }
}

async function openEmbedding({ path, sha256, pixels }: FileSpec): Promise<Net> {
  const recogniser = await openRecogniser(await readWeights(path), options)
  const { dimension, shape } = recogniser
  return {
    outputs: [
      { name: 'length', width: 1 },
      { name: 'embedding', width: dimension },
    ],
    run: async (crops) => lengthsAndUnits(await recogniser.run(crops, pixels), dimension),
    identity: async (probe) => hashOf(sha256, env.versions.node, toOwnTensor(probe, { ...shape, ...pixels }).data),
    release: () => recogniser.release(),
  }
}

const readWeights = async (path: string) => flushTinyWeights(new Uint8Array(await readFile(path)))

/** Each embedding's length, and then the embedding with length 1. */
function lengthsAndUnits(embeddings: Float32Array, dimension: number): Float32Array {
  const count = embeddings.length / dimension
  const rows = new Float32Array(count * (1 + dimension))
  for (let n = 0; n < count; n++) {
    const embedding = embeddings.subarray(n * dimension, (n + 1) * dimension)
    const length = Math.sqrt(embedding.reduce((sum, value) => sum + value * value, 0))
    const row = rows.subarray(n * (1 + dimension))
    row[0] = length
    for (let i = 0; i < dimension; i++) row[1 + i] = embedding[i]! / length
  }
  return rows
}

const measures: Net = {
  outputs: cropMeasures.map(({ id }) => ({ name: id, width: 1 })),
  run: async (crops) =>
    Float32Array.from(crops.flatMap((crop) => cropMeasures.map(({ of }) => of(crop) ?? Number.NaN))),
  // They are known by what they say.
  identity: async (probe) => hashOf(await measures.run(probe)),
  release: async () => {},
}

function hashOf(...parts: readonly (string | undefined | NodeJS.ArrayBufferView)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part ?? '')
  return hash.digest('hex')
}

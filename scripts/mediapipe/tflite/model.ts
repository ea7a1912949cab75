import { FlatbufferReader } from '../flatbuffer/reader.ts'
import {
  existing,
  type Field,
  int32s,
  type Node,
  references,
  scalars,
  table,
  text,
  writeFlatbuffer,
} from '../flatbuffer/writer.ts'
import { tfliteMetadata } from './metadata.ts'

/**
 * Slots of the TFLite schema's tables, as far as we touch them.
 * @see https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs
 */
export const slots = {
  model: { version: 0, operatorCodes: 1, subgraphs: 2, description: 3, buffers: 4, metadata: 6 },
  subgraph: { tensors: 0, inputs: 1, outputs: 2, operators: 3, name: 4 },
  tensor: { shape: 0, type: 1, buffer: 2, name: 3 },
  operator: { code: 0, inputs: 1, outputs: 2, optionsType: 3, options: 4, customOptions: 5 },
  operatorCode: { deprecatedBuiltin: 0, customCode: 1, version: 2, builtin: 3 },
  buffer: { data: 0 },
  metadata: { name: 0, buffer: 1 },
} as const

/** Alignment that TFLite wants for a tensor's data. */
const dataAlignment = 16

const tensorType = { float32: 0, int32: 2 } as const
const builtin = { concatenation: 2, gather: 36, mean: 40 } as const
const optionsType = { concatenation: 10, gather: 23, mean: 27 } as const

/** Index of a tensor in the model's first subgraph. */
export type Tensor = number & { readonly tensor: unique symbol }

/** The graph of a model while operators are appended to it. All tensors are [1, 1, 1, n] float32, as MediaPipe's are. */
export interface GraphEditor {
  /** A tensor of the original model. */
  find(name: string): Tensor
  /** The inputs one after the other; `width` is the sum of their lengths. */
  concatenation(inputs: readonly Tensor[], width: number): Tensor
  /** The input's values at these indices. */
  gather(input: Tensor, indices: readonly number[]): Tensor
  mean(input: Tensor): Tensor
}

interface ModelChange {
  /** What the metadata calls the model. */
  readonly name: string
  /** The input normalisation that the metadata states: (pixel - mean) / std. */
  readonly mean: number
  readonly std: number
  /** Appends operators and returns the model's new outputs. */
  readonly extend?: (graph: GraphEditor) => readonly Tensor[]
}

/**
 * The model with metadata, which MediaPipe Tasks demands, and with operators appended to its graph.
 * @param original  a TFLite model without metadata of its own
 */
export function changeModel(original: Buffer, { name, mean, std, extend }: ModelChange): Buffer {
  const reader = new FlatbufferReader(original)
  const model = reader.root
  const listOf = (slot: number) => reader.references(model, slot).map(existing)

  const operatorCodes: Node[] = listOf(slots.model.operatorCodes)
  const subgraphs: Node[] = listOf(slots.model.subgraphs)
  const buffers: Node[] = listOf(slots.model.buffers)
  const metadata: Node[] = listOf(slots.model.metadata)
  if (extend) subgraphs[0] = extendSubgraph(reader, { operatorCodes, buffers }, extend)

  metadata.push(
    table([slots.metadata.name, 'node', text('TFLITE_METADATA')], [slots.metadata.buffer, 'u32', buffers.length]),
  )
  buffers.push(dataBuffer(tfliteMetadata(name, mean, std)))
  const description = reader.reference(model, slots.model.description)
  const root = table(
    [slots.model.version, 'u32', reader.u32(reader.field(model, slots.model.version))],
    [slots.model.operatorCodes, 'node', references(operatorCodes)],
    [slots.model.subgraphs, 'node', references(subgraphs)],
    [slots.model.description, 'node', description ? existing(description) : text(name)],
    [slots.model.buffers, 'node', references(buffers)],
    [slots.model.metadata, 'node', references(metadata)],
  )
  return writeFlatbuffer(root, 'TFL3', original)
}

/** The model's first subgraph with what `extend` appends; new operator codes and buffers join their lists. */
function extendSubgraph(
  reader: FlatbufferReader,
  { operatorCodes, buffers }: { operatorCodes: Node[]; buffers: Node[] },
  extend: (graph: GraphEditor) => readonly Tensor[],
): Node {
  const subgraph = reader.references(reader.root, slots.model.subgraphs)[0]!
  const originalTensors = reader.references(subgraph, slots.subgraph.tensors)
  const tensors: Node[] = originalTensors.map(existing)
  const operators: Node[] = reader.references(subgraph, slots.subgraph.operators).map(existing)
  const codeIndex = new Map<keyof typeof builtin, number>()

  const addTensor = (width: number[], type: keyof typeof tensorType, buffer: number): Tensor => {
    const fields: Field[] = [
      [slots.tensor.shape, 'node', int32s(width)],
      [slots.tensor.type, 'u8', tensorType[type]],
      [slots.tensor.buffer, 'u32', buffer],
      [slots.tensor.name, 'node', text(`merge_${tensors.length}`)],
    ]
    return (tensors.push(table(...fields)) - 1) as Tensor
  }
  // Buffer 0 is TFLite's empty one: the tensor gets its values when the model runs.
  const addResult = (width: number) => addTensor([1, 1, 1, width], 'float32', 0)
  const addConstant = (values: readonly number[]) => {
    const data = new Uint8Array(Int32Array.from(values).buffer)
    return addTensor([values.length], 'int32', buffers.push(dataBuffer(data)) - 1)
  }
  const addOperator = (
    kind: keyof typeof builtin,
    inputs: readonly Tensor[],
    output: Tensor,
    option: Field,
  ): Tensor => {
    let code = codeIndex.get(kind)
    if (code === undefined) {
      code = operatorCodes.push(operatorCode(builtin[kind])) - 1
      codeIndex.set(kind, code)
    }
    const fields: Field[] = [
      [slots.operator.code, 'u32', code],
      [slots.operator.inputs, 'node', int32s(inputs)],
      [slots.operator.outputs, 'node', int32s([output])],
      [slots.operator.optionsType, 'u8', optionsType[kind]],
      [slots.operator.options, 'node', table(option)],
    ]
    operators.push(table(...fields))
    return output
  }

  const lastAxis = 3
  const axis: Field = [0, 'i32', lastAxis]
  const keepDimensions: Field = [0, 'u8', 1]
  const outputs = extend({
    find: (name) => {
      const index = originalTensors.findIndex((tensor) => reader.text(tensor, slots.tensor.name) === name)
      if (index < 0) throw new Error(`The model has no tensor ${name}`)
      return index as Tensor
    },
    concatenation: (inputs, width) => addOperator('concatenation', inputs, addResult(width), axis),
    gather: (input, indices) => {
      const output = addResult(indices.length)
      return addOperator('gather', [input, addConstant(indices)], output, axis)
    },
    mean: (input) => {
      const output = addResult(1)
      return addOperator('mean', [input, addConstant([lastAxis])], output, keepDimensions)
    },
  })
  const name = reader.reference(subgraph, slots.subgraph.name)
  return table(
    [slots.subgraph.tensors, 'node', references(tensors)],
    [slots.subgraph.inputs, 'node', existing(reader.reference(subgraph, slots.subgraph.inputs))],
    [slots.subgraph.outputs, 'node', int32s(outputs)],
    [slots.subgraph.operators, 'node', references(operators)],
    [slots.subgraph.name, 'node', name ? existing(name) : text('main')],
  )
}

const dataBuffer = (data: Uint8Array) => table([slots.buffer.data, 'node', scalars(data, dataAlignment)])

const operatorCode = (code: number) =>
  table(
    [slots.operatorCode.deprecatedBuiltin, 'u8', code],
    [slots.operatorCode.version, 'i32', 1],
    [slots.operatorCode.builtin, 'i32', code],
  )

/** Part of a protobuf message. */
interface Bytes {
  readonly from: number
  readonly to: number
}

/** A field of a message: its bytes, or the number that it is. */
interface Field extends Bytes {
  readonly id: number
  readonly value: number
}

/** The fields on the way to the weights, of ModelProto, GraphProto and TensorProto in onnx.proto. */
const graphField = 7
const initializerField = 5
const typeField = 2
const weightFields: readonly number[] = [4, 9]
const float32 = 1

/** Of 2⁻⁶⁴, in the bits of a float32. */
const tinyExponent = (127 - 64) << 23

/**
 * Makes weights zero that are below 2⁻⁶⁴. What they add is lost in any sum of a float32 network, but their products are too
 * small for float32's usual form, and each takes a processor a hundred times as long. A recogniser trained with weight
 * decay has thousands.
 * @param model  an ONNX file; its bytes stay as they are
 * @returns      the same graph; what is no ONNX file comes back as it is
 */
export function flushTinyWeights(model: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(model.slice().buffer)
  const within = (part: Bytes, id: number) => [...fieldsOf(bytes, part)].filter((field) => field.id === id)
  for (const graph of within({ from: 0, to: bytes.byteLength }, graphField))
    for (const tensor of within(graph, initializerField)) {
      if (within(tensor, typeField)[0]?.value !== float32) continue
      for (const id of weightFields) for (const weights of within(tensor, id)) flush(bytes, weights)
    }
  return new Uint8Array(bytes.buffer)
}

function flush(bytes: DataView, { from, to }: Bytes): void {
  for (let at = from; at + 4 <= to; at += 4) {
    const exponent = bytes.getUint32(at, true) & 0x7f800000
    if (exponent < tinyExponent) bytes.setUint32(at, 0, true)
  }
}

/** The fields of a message in their order; it ends where the bytes make no sense. */
function* fieldsOf(bytes: DataView, { from, to }: Bytes): Generator<Field> {
  let at = from
  /** Seven bits a byte, the lowest first; the highest bit says that there are more. */
  function varint(): number {
    let value = 0
    for (let factor = 1; at < to; factor *= 128) {
      const byte = bytes.getUint8(at++)
      value += (byte & 127) * factor
      if (byte < 128) break
    }
    return value
  }
  while (at < to) {
    const tag = varint()
    const kind = tag & 7
    const value = kind === 0 || kind === 2 ? varint() : 0
    const length = [0, 8, value, to, to, 4][kind] ?? to
    if (at + length > to) return
    yield { id: Math.floor(tag / 8), value, from: at, to: at + length }
    at += length
  }
}

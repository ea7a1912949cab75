/** What a flatbuffer is made of. A node that two others refer to is written once. */
export type Node = Table | References | Scalars | Text | Existing

interface Table {
  readonly type: 'table'
  readonly fields: readonly Field[]
}

interface References {
  readonly type: 'references'
  readonly items: readonly Node[]
}

interface Scalars {
  readonly type: 'scalars'
  readonly values: Int32Array | Float32Array | Uint8Array
  /** Bytes that the first value's position is a multiple of. */
  readonly align: number
}

interface Text {
  readonly type: 'text'
  readonly text: string
}

/** An object of the original buffer, at its position there. */
interface Existing {
  readonly type: 'existing'
  readonly position: number
}

/** A table's field: its slot in the schema, its kind and its value. */
export type Field =
  | readonly [slot: number, kind: 'u8' | 'i32' | 'u32', value: number]
  | readonly [slot: number, kind: 'node', value: Node]

export const table = (...fields: readonly Field[]): Table => ({ type: 'table', fields })
export const references = (items: readonly Node[]): References => ({ type: 'references', items })
export const scalars = (values: Scalars['values'], align = 4): Scalars => ({ type: 'scalars', values, align })
export const int32s = (values: readonly number[]): Scalars => scalars(Int32Array.from(values))
export const text = (value: string): Text => ({ type: 'text', text: value })
export const existing = (position: number): Existing => ({ type: 'existing', position })

/**
 * A flatbuffer of `root`, in front of the untouched bytes of an original whose objects its nodes may refer to.
 *
 * Offsets of a flatbuffer point forward and are relative, so new tables can stand before old bytes and point into
 * them, and the old ones need no change. Each node comes after the node that refers to it.
 * @param identifier  four characters, the file identifier of the schema
 * @see https://flatbuffers.dev/internals
 */
export function writeFlatbuffer(root: Node, identifier: string, original: Buffer = Buffer.alloc(0)): Buffer {
  const { placements, end } = place(root)
  // 64 keeps whatever alignment the original gave its parts.
  const originalAt = roundUp(end, original.length > 0 ? 64 : 4)
  const out = Buffer.alloc(originalAt + original.length)
  original.copy(out, originalAt)

  const link = (at: number, node: Node) => {
    const target = node.type === 'existing' ? originalAt + node.position : placements.get(node)!.at
    out.writeUInt32LE(target - at, at)
  }
  link(0, root)
  out.write(identifier, 4, 'latin1')
  for (const [node, { vtable, at }] of placements) {
    switch (node.type) {
      case 'table':
        writeTable(out, node, vtable, at, link)
        break
      case 'references':
        out.writeUInt32LE(node.items.length, at)
        for (const [index, item] of node.items.entries()) link(at + 4 + 4 * index, item)
        break
      case 'scalars':
        out.writeUInt32LE(node.values.length, at)
        out.set(new Uint8Array(node.values.buffer, node.values.byteOffset, node.values.byteLength), at + 4)
        break
      case 'text':
        out.writeUInt32LE(Buffer.byteLength(node.text), at)
        out.write(node.text, at + 4)
    }
  }
  return out
}

type NewNode = Exclude<Node, Existing>

interface Placement {
  /** Where the list of a table's fields stands; of no meaning for other nodes. */
  readonly vtable: number
  readonly at: number
}

/** Where each new node goes, breadth first, and where the last of them ends. */
function place(root: Node): { placements: Map<NewNode, Placement>; end: number } {
  const placements = new Map<NewNode, Placement>()
  const queue = [root]
  let end = 8 // the root's offset and the file identifier
  for (const node of queue) {
    if (node.type === 'existing' || placements.has(node)) continue
    const vtable = roundUp(end, 2)
    const at = startOf(node, end)
    placements.set(node, { vtable, at })
    end = at + sizeOf(node)
    queue.push(...children(node))
  }
  return { placements, end }
}

function startOf(node: NewNode, end: number): number {
  if (node.type === 'table') return roundUp(roundUp(end, 2) + vtableSize(node), 4)
  if (node.type === 'scalars') return roundUp(end + 4, node.align) - 4
  return roundUp(end, 4)
}

function sizeOf(node: NewNode): number {
  if (node.type === 'table') return tableLayout(node).size
  if (node.type === 'references') return 4 + 4 * node.items.length
  if (node.type === 'scalars') return 4 + node.values.byteLength
  return 4 + Buffer.byteLength(node.text) + 1
}

function children(node: NewNode): readonly Node[] {
  if (node.type === 'references') return node.items
  if (node.type === 'table') return node.fields.flatMap(([, kind, value]) => (kind === 'node' ? [value] : []))
  return []
}

const vtableSize = ({ fields }: Table) => 4 + 2 * (Math.max(-1, ...fields.map(([slot]) => slot)) + 1)

/** Offsets of a table's fields from its start, in their order, and its size in bytes. */
function tableLayout({ fields }: Table): { offsets: readonly number[]; size: number } {
  let end = 4 // the offset to the vtable
  const offsets = fields.map(([, kind]) => {
    const bytes = kind === 'u8' ? 1 : 4
    const offset = roundUp(end, bytes)
    end = offset + bytes
    return offset
  })
  return { offsets, size: roundUp(end, 4) }
}

function writeTable(out: Buffer, node: Table, vtable: number, at: number, link: (at: number, node: Node) => void) {
  const { offsets, size } = tableLayout(node)
  out.writeUInt16LE(vtableSize(node), vtable)
  out.writeUInt16LE(size, vtable + 2)
  out.writeInt32LE(at - vtable, at)
  for (const [index, [slot, kind, value]] of node.fields.entries()) {
    const offset = offsets[index]!
    out.writeUInt16LE(offset, vtable + 4 + 2 * slot)
    if (kind === 'node') link(at + offset, value)
    else if (kind === 'u8') out.writeUInt8(value, at + offset)
    else if (kind === 'i32') out.writeInt32LE(value, at + offset)
    else out.writeUInt32LE(value, at + offset)
  }
}

const roundUp = (value: number, multiple: number) => Math.ceil(value / multiple) * multiple

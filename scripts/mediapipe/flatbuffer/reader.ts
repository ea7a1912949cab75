/**
 * Reads tables of a flatbuffer by slot. A position is an offset from the start of the buffer; 0 stands for an absent
 * field, since the root's offset lies there.
 * @see https://flatbuffers.dev/internals
 */
export class FlatbufferReader {
  constructor(readonly bytes: Buffer) {}

  get root(): number {
    return this.u32(0)
  }

  u32(at: number): number {
    return this.bytes.readUInt32LE(at)
  }

  /** Position of a table's field. */
  field(table: number, slot: number): number {
    const vtable = table - this.bytes.readInt32LE(table)
    const entry = 4 + 2 * slot
    if (entry >= this.bytes.readUInt16LE(vtable)) return 0
    const offset = this.bytes.readUInt16LE(vtable + entry)
    return offset && table + offset
  }

  /** Position of the table, vector or string that a field refers to. */
  reference(table: number, slot: number): number {
    const at = this.field(table, slot)
    return at && at + this.u32(at)
  }

  /** Positions of what a field's vector of references refers to; empty where the field is absent. */
  references(table: number, slot: number): number[] {
    const vector = this.reference(table, slot)
    if (!vector) return []
    return Array.from({ length: this.u32(vector) }, (_, index) => {
      const at = vector + 4 + 4 * index
      return at + this.u32(at)
    })
  }

  /** Bytes of a field's vector of bytes, or of its string; empty where the field is absent. */
  content(table: number, slot: number): Buffer {
    const at = this.reference(table, slot)
    return at ? this.bytes.subarray(at + 4, at + 4 + this.u32(at)) : Buffer.alloc(0)
  }

  text(table: number, slot: number): string {
    return this.content(table, slot).toString('utf8')
  }
}

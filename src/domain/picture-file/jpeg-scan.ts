import { viewOf } from './bytes.ts'
import { isFrame, marker, type Segment, scanEnd, segmentsOf } from './jpeg-structure.ts'

/** How far the coded data of a JPEG's scan reach. */
export interface ScanReach {
  /** Units of the picture (blocks of 8 or 16 pixels a side) that the data hold, and those that there should be. */
  readonly units: number
  readonly of: number
  /** Where the data end in the file. */
  readonly end: number
}

interface Component {
  readonly id: number
  readonly horizontal: number
  readonly vertical: number
}

interface Frame {
  readonly width: number
  readonly height: number
  readonly components: readonly Component[]
}

/** A Huffman table: of each code length, the largest code, and what to add to a code for its place among the symbols. */
interface HuffmanTable {
  readonly most: Int32Array
  readonly shift: Int32Array
  readonly symbols: Uint8Array
}

/**
 * Reads the coded data of a baseline JPEG with one scan, without making pixels of them, to see whether they are all there:
 * decoders fill in what is missing and do not say so.
 * @returns null for a JPEG of another kind: progressive, arithmetic, several scans
 */
export function scanReach(bytes: Uint8Array): ScanReach | null {
  let frame: Frame | null = null
  let restart = 0
  const tables = new Map<number, HuffmanTable>()
  for (const segment of segmentsOf(bytes)) {
    const { code, start } = segment
    if (isFrame(code)) {
      if (code > marker.SOF0 + 1) return null
      frame = readFrame(bytes, start)
    } else if (code === marker.DHT) readTables(bytes, segment, tables)
    else if (code === marker.DRI) restart = viewOf(bytes).getUint16(start)
    else if (code === marker.SOS) return frame && countUnits(bytes, segment, frame, restart, tables)
  }
  return null
}

function readFrame(bytes: Uint8Array, start: number): Frame {
  const data = viewOf(bytes)
  return {
    height: data.getUint16(start + 1),
    width: data.getUint16(start + 3),
    components: Array.from({ length: bytes[start + 5]! }, (_, i) => {
      const at = start + 6 + 3 * i
      return { id: bytes[at]!, horizontal: bytes[at + 1]! >> 4, vertical: bytes[at + 1]! & 15 }
    }),
  }
}

/** Tables by class and number, as DHT numbers them. */
function readTables(bytes: Uint8Array, { start, end }: Segment, tables: Map<number, HuffmanTable>): void {
  for (let at = start; at + 17 <= end; ) {
    const counts = bytes.subarray(at + 1, at + 17)
    const size = counts.reduce((sum, count) => sum + count, 0)
    tables.set(bytes[at]!, tableOf(counts, bytes.slice(at + 17, at + 17 + size)))
    at += 17 + size
  }
}

function tableOf(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const most = new Int32Array(17).fill(-1)
  const shift = new Int32Array(17)
  for (let length = 1, code = 0, place = 0; length <= 16; length++, code <<= 1) {
    const count = counts[length - 1]!
    shift[length] = place - code
    code += count
    place += count
    if (count > 0) most[length] = code - 1
  }
  return { most, shift, symbols }
}

/** Thrown inside, where the data end or make no sense. */
class OutOfData extends Error {}

function countUnits(
  bytes: Uint8Array,
  { start, end: from }: Segment,
  { width, height, components }: Frame,
  restart: number,
  tables: ReadonlyMap<number, HuffmanTable>,
): ScanReach | null {
  if (bytes[start] !== components.length) return null
  const across = Math.max(...components.map(({ horizontal }) => horizontal))
  const down = Math.max(...components.map(({ vertical }) => vertical))
  const alone = components.length === 1
  // A scan of one component is not interleaved: its units are single blocks, whatever its sampling.
  const units = alone
    ? Math.ceil(width / 8) * Math.ceil(height / 8)
    : Math.ceil(width / (8 * across)) * Math.ceil(height / (8 * down))
  const blocks = components.flatMap(({ id, horizontal, vertical }) => {
    const at = Array.from(components, (_, i) => start + 1 + 2 * i).find((each) => bytes[each] === id) ?? start + 1
    const table = { dc: tables.get(bytes[at + 1]! >> 4), ac: tables.get(16 + (bytes[at + 1]! & 15)) }
    return Array.from({ length: alone ? 1 : horizontal * vertical }, () => table)
  })
  const end = scanEnd(bytes, from)
  const reader = createBitReader(bytes, from, end)
  let unit = 0
  try {
    for (; unit < units; unit++) {
      if (restart > 0 && unit > 0 && unit % restart === 0) reader.restart()
      for (const { dc, ac } of blocks) {
        if (!dc || !ac) return null
        skipBlock(reader, dc, ac)
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof OutOfData)) throw thrown
  }
  return { units: unit, of: units, end }
}

function skipBlock(reader: BitReader, dc: HuffmanTable, ac: HuffmanTable): void {
  reader.skip(reader.symbol(dc))
  for (let coefficient = 1; coefficient < 64; ) {
    const symbol = reader.symbol(ac)
    const size = symbol & 15
    if (size === 0 && symbol !== 0xf0) return
    coefficient += (symbol >> 4) + 1
    reader.skip(size)
  }
}

interface BitReader {
  symbol(table: HuffmanTable): number
  skip(bits: number): void
  /** Goes on behind the next restart marker. */
  restart(): void
}

/** Throws OutOfData beyond the end, and at a restart marker that comes too early. */
function createBitReader(bytes: Uint8Array, from: number, end: number): BitReader {
  let at = from
  let held = 0
  let count = 0
  function fill() {
    if (at >= end) throw new OutOfData()
    const byte = bytes[at]!
    if (byte === 0xff) {
      if (bytes[at + 1] !== 0) throw new OutOfData()
      at++
    }
    at++
    held = ((held << 8) | byte) & 0xffffff
    count += 8
  }
  return {
    symbol({ most, shift, symbols }) {
      let code = 0
      for (let length = 1; length <= 16; length++) {
        if (count === 0) fill()
        count--
        code = (code << 1) | ((held >> count) & 1)
        if (code <= most[length]!) return symbols[code + shift[length]!]!
      }
      throw new OutOfData()
    },
    skip(bits) {
      while (count < bits) fill()
      count -= bits
    },
    restart() {
      count = 0
      while (at < end && bytes[at] !== 0xff) at++
      if (at >= end) throw new OutOfData()
      at += 2
    },
  }
}

import { crc32 } from 'node:zlib'

/** Tasks maps a model where it lies in the bundle, so its first byte has to be aligned. */
const alignment = 16
/** 1 January 1980, the zip epoch, so that a rebuild gives the same bytes. */
const dosDate = 0x21
const version = 20

/**
 * A zip of uncompressed entries, in the given order, each aligned to 16 bytes: a MediaPipe task bundle.
 * The padding stands in front of an entry's header, as in MediaPipe's own bundles.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipStored(files: Readonly<Record<string, Buffer>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let end = 0
  for (const [name, data] of Object.entries(files)) {
    const label = Buffer.from(name, 'ascii')
    const headerSize = 30 + label.length
    const dataAt = Math.ceil((end + headerSize) / alignment) * alignment
    const headerAt = dataAt - headerSize
    parts.push(Buffer.alloc(headerAt - end), localHeader(label, data), data)
    directory.push(directoryEntry(label, data, headerAt))
    end = dataAt + data.length
  }
  const entries = Buffer.concat(directory)
  return Buffer.concat([...parts, entries, directoryEnd(directory.length, entries.length, end)])
}

function localHeader(label: Buffer, data: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(version, 4)
  writeFacts(header, 12, label, data)
  return Buffer.concat([header, label])
}

function directoryEntry(label: Buffer, data: Buffer, headerAt: number): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(version, 4)
  entry.writeUInt16LE(version, 6)
  writeFacts(entry, 14, label, data)
  entry.writeUInt32LE(headerAt, 42)
  return Buffer.concat([entry, label])
}

/** Date, checksum, both sizes and the name's length, which stand in this order in both kinds of header. */
function writeFacts(header: Buffer, at: number, label: Buffer, data: Buffer) {
  header.writeUInt16LE(dosDate, at)
  header.writeUInt32LE(crc32(data), at + 2)
  header.writeUInt32LE(data.length, at + 6)
  header.writeUInt32LE(data.length, at + 10)
  header.writeUInt16LE(label.length, at + 14)
}

function directoryEnd(count: number, size: number, at: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return end
}

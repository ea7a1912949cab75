import { asciiAt, concat, viewOf } from './bytes.ts'
import type { FormatName } from './format.ts'
import { marker, segmentsOf } from './jpeg-structure.ts'

/** The eight ways to turn and mirror a picture, numbered as EXIF does; 1 leaves it as it is. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** An orientation that a file asks for, and where in the file that number stands. */
export interface OrientationTag {
  readonly orientation: Orientation
  /** Of the first of its two bytes. */
  readonly at: number
  readonly littleEndian: boolean
}

/**
 * The EXIF orientation of a JPEG, PNG, WebP or TIFF. AVIF and HEIC turn their pictures by means of their own, which every
 * decoder obeys, and EXIF does not count there.
 * @returns null where the file has none
 */
export function orientationTag(bytes: Uint8Array, format: FormatName): OrientationTag | null {
  const start = exifStart(bytes, format)
  return start === null ? null : tagAt(bytes, start)
}

function exifStart(bytes: Uint8Array, format: FormatName): number | null {
  switch (format) {
    case 'JPEG':
      return exifOfJpeg(bytes)
    case 'PNG':
      return exifOfPng(bytes)
    case 'WebP':
      return exifOfWebp(bytes)
    case 'TIFF':
      return 0
    default:
      return null
  }
}

const exifName = 'Exif\0\0'

function exifOfJpeg(bytes: Uint8Array): number | null {
  for (const { code, start } of segmentsOf(bytes)) {
    if (code === marker.APP1 && asciiAt(bytes, start, start + 6) === exifName) return start + 6
    if (code === marker.SOS) break
  }
  return null
}

function exifOfPng(bytes: Uint8Array): number | null {
  for (const { name, start } of pngChunks(bytes)) if (name === 'eXIf') return start
  return null
}

function exifOfWebp(bytes: Uint8Array): number | null {
  const data = viewOf(bytes)
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = data.getUint32(at + 4, true)
    // Some writers keep the name that EXIF has in a JPEG.
    if (asciiAt(bytes, at, at + 4) === 'EXIF')
      return at + 8 + (asciiAt(bytes, at + 8, at + 14) === exifName ? exifName.length : 0)
    at += 8 + size + (size % 2)
  }
  return null
}

/** The chunks of a PNG, up to IEND. */
export function* pngChunks(bytes: Uint8Array): Generator<{ readonly name: string; readonly start: number }> {
  const data = viewOf(bytes)
  for (let at = 8; at + 12 <= bytes.length; at += 12 + data.getUint32(at))
    yield { name: asciiAt(bytes, at + 4, at + 8), start: at + 8 }
}

const orientationId = 0x0112
const shortType = 3

/** The orientation in the first directory of a TIFF block that starts there. */
function tagAt(bytes: Uint8Array, start: number): OrientationTag | null {
  if (start + 8 > bytes.length) return null
  const order = asciiAt(bytes, start, start + 2)
  if (order !== 'II' && order !== 'MM') return null
  const littleEndian = order === 'II'
  const data = viewOf(bytes)
  const directory = start + data.getUint32(start + 4, littleEndian)
  if (directory + 2 > bytes.length) return null
  const count = data.getUint16(directory, littleEndian)
  for (let at = directory + 2; at < directory + 2 + 12 * count && at + 12 <= bytes.length; at += 12) {
    if (data.getUint16(at, littleEndian) !== orientationId) continue
    const orientation = data.getUint16(at + 8, littleEndian)
    const isValid = data.getUint16(at + 2, littleEndian) === shortType && orientation >= 1 && orientation <= 8
    return isValid ? { orientation: orientation as Orientation, at: at + 8, littleEndian } : null
  }
  return null
}

/**
 * The file as one that asks for no turn, so that every decoder leaves the picture as it is stored: browsers differ in which
 * files' EXIF they obey.
 */
export function withoutOrientation(
  bytes: Uint8Array<ArrayBuffer>,
  format: FormatName,
  tag: OrientationTag,
): Uint8Array<ArrayBuffer> {
  if (format === 'PNG') return withoutExifChunk(bytes)
  const copy = bytes.slice()
  viewOf(copy).setUint16(tag.at, 1, tag.littleEndian)
  return copy
}

/** A chunk with another content would need another checksum. */
function withoutExifChunk(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const start = exifOfPng(bytes)!
  const end = start + viewOf(bytes).getUint32(start - 8) + 4
  return concat(bytes.subarray(0, start - 8), bytes.subarray(end))
}

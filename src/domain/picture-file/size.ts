import { asciiAt, viewOf } from './bytes.ts'
import type { FormatName } from './format.ts'
import { isFrame, segmentsOf } from './jpeg-structure.ts'

export interface PictureSize {
  readonly width: number
  readonly height: number
}

/**
 * The size that a picture's header states, in pixels as they are stored, before any turn.
 * @returns null where it states none, or where the format's header is not read here
 */
export function statedSize(bytes: Uint8Array, format: FormatName): PictureSize | null {
  return bytes.length < 32 ? null : (readers[format]?.(bytes) ?? null)
}

function ofJpeg(bytes: Uint8Array): PictureSize | null {
  for (const { code, start } of segmentsOf(bytes))
    if (isFrame(code)) return { height: viewOf(bytes).getUint16(start + 1), width: viewOf(bytes).getUint16(start + 3) }
  return null
}

const ofPng = (bytes: Uint8Array) => ({ width: viewOf(bytes).getUint32(16), height: viewOf(bytes).getUint32(20) })

const ofGif = (bytes: Uint8Array) => ({
  width: viewOf(bytes).getUint16(6, true),
  height: viewOf(bytes).getUint16(8, true),
})

function ofBmp(bytes: Uint8Array): PictureSize {
  const data = viewOf(bytes)
  // OS/2's header of 12 bytes has short numbers; a negative height means rows from the top.
  if (data.getUint32(14, true) === 12) return { width: data.getUint16(18, true), height: data.getUint16(20, true) }
  return { width: data.getInt32(18, true), height: Math.abs(data.getInt32(22, true)) }
}

function ofWebp(bytes: Uint8Array): PictureSize | null {
  const data = viewOf(bytes)
  const kind = asciiAt(bytes, 12, 16)
  if (kind === 'VP8X') return { width: 1 + uint24(bytes, 24), height: 1 + uint24(bytes, 27) }
  if (kind === 'VP8L') {
    const bits = data.getUint32(21, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
  }
  if (kind === 'VP8 ') return { width: data.getUint16(26, true) & 0x3fff, height: data.getUint16(28, true) & 0x3fff }
  return null
}

const uint24 = (bytes: Uint8Array, at: number) => bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)

/** The largest of the sizes that an ISO base media file states, in boxes `ispe`: others are of tiles and thumbnails. */
function ofIso(bytes: Uint8Array): PictureSize | null {
  const data = viewOf(bytes)
  const end = Math.min(bytes.length, isoHead) - 20
  let largest: PictureSize | null = null
  for (let at = bytes.indexOf(0x69); at >= 0 && at < end; at = bytes.indexOf(0x69, at + 1)) {
    if (asciiAt(bytes, at, at + 4) !== 'ispe') continue
    const size = { width: data.getUint32(at + 8), height: data.getUint32(at + 12) }
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size
  }
  return largest
}

const readers: Partial<Readonly<Record<FormatName, (bytes: Uint8Array) => PictureSize | null>>> = {
  JPEG: ofJpeg,
  PNG: ofPng,
  WebP: ofWebp,
  GIF: ofGif,
  BMP: ofBmp,
  AVIF: ofIso,
  HEIC: ofIso,
  HEIF: ofIso,
}

/** Bytes in which the boxes that describe a picture lie. */
const isoHead = 65536

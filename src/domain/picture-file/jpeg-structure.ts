import { viewOf } from './bytes.ts'

/** A part of a JPEG between two markers: the marker's code, and where its data begin and end. */
export interface Segment {
  readonly code: number
  readonly start: number
  readonly end: number
}

/** Markers, by the second of their two bytes. */
export const marker = { SOF0: 0xc0, DHT: 0xc4, EOI: 0xd9, SOS: 0xda, DRI: 0xdd, APP1: 0xe1 } as const

/** Whether a marker begins a frame: the sizes of the picture, and how it is coded. */
export const isFrame = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code)

/**
 * The segments of a JPEG in their order, up to EOI, which is the last and empty; a file without it ends with its last
 * whole segment. The coded data of a scan follow its segment, up to `scanEnd`. What follows EOI is none of ours.
 */
export function* segmentsOf(bytes: Uint8Array): Generator<Segment> {
  const data = viewOf(bytes)
  let at = 2
  while (at + 1 < bytes.length) {
    const code = bytes[at + 1]!
    // Fill bytes may stand before a marker.
    if (bytes[at] !== 0xff || code === 0xff || isInsideScan(code)) {
      at = bytes.indexOf(0xff, at + 1)
      if (at < 0) return
    } else if (code === marker.EOI) {
      yield { code, start: at + 2, end: at + 2 }
      return
    } else if (at + 4 > bytes.length) return
    else {
      const end = at + 2 + data.getUint16(at + 2)
      if (end > bytes.length) return
      yield { code, start: at + 4, end }
      at = code === marker.SOS ? scanEnd(bytes, end) : end
    }
  }
}

/** Where the coded data of a scan end: at the next marker, or where the file does. */
export function scanEnd(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1))
    if (at + 1 < bytes.length && !isInsideScan(bytes[at + 1]!)) return at
  return bytes.length
}

/** An escaped 0xff, or a restart marker. */
const isInsideScan = (code: number) => code === 0 || (code >= 0xd0 && code <= 0xd7)

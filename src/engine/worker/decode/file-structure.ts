/** What a file is by its first bytes. */
export interface Format {
  readonly name: string
  /** Every browser with OffscreenCanvas decodes it, so that a refusal means damage. */
  readonly common: boolean
}

/** Bytes from a file's start that tell what it is. */
export const headLength = 64

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/** The brands of ISO base media files that hold pictures; the first that a file claims counts. */
const brands: readonly (readonly [string, Format])[] = [
  ['avif', { name: 'AVIF', common: true }],
  ['heic', { name: 'HEIC', common: false }],
  ['heix', { name: 'HEIC', common: false }],
  ['mif1', { name: 'HEIF', common: false }],
]

/** Major and compatible brands; between them stands a version. */
const brandsOf = (bytes: Uint8Array): readonly string[] =>
  ascii(bytes, 8, Math.min(view(bytes).getUint32(0), headLength)).match(/.{4}/gs) ?? []

const signatures: readonly (readonly [string, Format])[] = [
  ['\xff\xd8\xff', { name: 'JPEG', common: true }],
  ['\x89PNG\r\n\x1a\n', { name: 'PNG', common: true }],
  ['GIF8', { name: 'GIF', common: true }],
  ['BM', { name: 'BMP', common: true }],
  ['II*\0', { name: 'TIFF', common: false }],
  ['MM\0*', { name: 'TIFF', common: false }],
  ['8BPS', { name: 'PSD', common: false }],
  ['%PDF', { name: 'PDF', common: false }],
]

/** @returns null where the bytes are of no picture that we know */
export function formatOf(bytes: Uint8Array): Format | null {
  if (ascii(bytes, 4, 8) === 'ftyp') return brands.find(([brand]) => brandsOf(bytes).includes(brand))?.[1] ?? null
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return { name: 'WebP', common: true }
  return signatures.find(([start]) => ascii(bytes, 0, start.length) === start)?.[1] ?? null
}

/**
 * Whether a JPEG, PNG or WebP ends before its last part: some browsers decode such a file and leave the rest grey,
 * which would be scored as if it were the photo. Files of other kinds are left to the decoder.
 */
export function endsEarly(bytes: Uint8Array): boolean {
  const check = { JPEG: jpegEndsEarly, PNG: pngEndsEarly, WebP: webpEndsEarly }[formatOf(bytes)?.name ?? '']
  return check?.(bytes) ?? false
}

/** Walks the segments, and through the scans, up to the marker EOI. What follows it is none of ours. */
function jpegEndsEarly(bytes: Uint8Array): boolean {
  const data = view(bytes)
  let at = 2
  while (at + 1 < bytes.length) {
    const code = bytes[at + 1]!
    // Fill bytes may stand before a marker, and the coded data of a scan stand between its header and the next one.
    if (bytes[at] !== 0xff || code === 0xff || isInsideScan(code)) {
      at = bytes.indexOf(0xff, at + 1)
      if (at < 0) return true
    } else if (code === 0xd9) return false
    else if (at + 4 > bytes.length) return true
    else at += 2 + data.getUint16(at + 2)
  }
  return true
}

/** An escaped 0xff, or a restart marker. */
const isInsideScan = (code: number) => code === 0 || (code >= 0xd0 && code <= 0xd7)

/** Walks the chunks up to IEND. */
function pngEndsEarly(bytes: Uint8Array): boolean {
  const data = view(bytes)
  for (let at = 8; at + 12 <= bytes.length; at += 12 + data.getUint32(at))
    if (ascii(bytes, at + 4, at + 8) === 'IEND') return false
  return true
}

/** The size in the header does not count the 8 bytes up to itself. */
const webpEndsEarly = (bytes: Uint8Array) => bytes.length < 12 || view(bytes).getUint32(4, true) + 8 > bytes.length

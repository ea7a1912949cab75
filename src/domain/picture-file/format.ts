import { asciiAt, viewOf } from './bytes.ts'

/** What a file is by its first bytes. */
export interface Format {
  readonly name: FormatName
  /** Every browser with OffscreenCanvas decodes it, so that a refusal means damage. */
  readonly common: boolean
}

export type FormatName = 'JPEG' | 'PNG' | 'WebP' | 'GIF' | 'BMP' | 'AVIF' | 'HEIC' | 'HEIF' | 'TIFF' | 'PSD' | 'PDF'

/** Bytes from a file's start that tell what it is. */
export const headLength = 64

/** The brands of ISO base media files that hold pictures; the first that a file claims counts. */
const brands: readonly (readonly [string, Format])[] = [
  ['avif', { name: 'AVIF', common: true }],
  ['avis', { name: 'AVIF', common: true }],
  ['heic', { name: 'HEIC', common: false }],
  ['heix', { name: 'HEIC', common: false }],
  ['mif1', { name: 'HEIF', common: false }],
]

/** Major and compatible brands; between them stands a version. */
const brandsOf = (bytes: Uint8Array): readonly string[] =>
  asciiAt(bytes, 8, Math.min(viewOf(bytes).getUint32(0), headLength)).match(/.{4}/gs) ?? []

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
  if (asciiAt(bytes, 4, 8) === 'ftyp') return brands.find(([brand]) => brandsOf(bytes).includes(brand))?.[1] ?? null
  if (asciiAt(bytes, 0, 4) === 'RIFF' && asciiAt(bytes, 8, 12) === 'WEBP') return { name: 'WebP', common: true }
  return signatures.find(([start]) => asciiAt(bytes, 0, start.length) === start)?.[1] ?? null
}

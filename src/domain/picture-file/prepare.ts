import { concat, viewOf } from './bytes.ts'
import { DamagedFileError, EmptyFileError, TooLargeError, UnsupportedFileError } from './errors.ts'
import { type Orientation, orientationTag, pngChunks, withoutOrientation } from './exif.ts'
import { type Format, formatOf } from './format.ts'
import { scanReach } from './jpeg-scan.ts'
import { marker, segmentsOf } from './jpeg-structure.ts'
import { type PictureSize, statedSize } from './size.ts'

/** A picture's file as any decoder may have it, in the browser and in Node alike. */
export interface PreparedPicture {
  readonly format: Format
  /** The file, asking for no turn, and whole. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** How the decoded picture is still to be turned. */
  readonly orientation: Orientation
}

/** Chromium's limits: a canvas or bitmap beyond them is black, or is none. */
const longestSide = 65_535
const mostPixels = 2 ** 29

/**
 * Looks at a picture's file before it is decoded. A JPEG that lacks its end marker alone gets it.
 * @throws EmptyFileError, UnsupportedFileError, DamagedFileError where it ends early, TooLargeError
 */
export function preparePicture(bytes: Uint8Array<ArrayBuffer>): PreparedPicture {
  if (bytes.length === 0) throw new EmptyFileError()
  const format = formatOf(bytes)
  if (!format) throw new UnsupportedFileError(null)
  const size = statedSize(bytes, format.name)
  if (size && isTooLarge(size)) throw new TooLargeError(size)
  const whole = format.name === 'JPEG' ? closedJpeg(bytes) : bytes
  if (endsEarly(whole, format)) throw new DamagedFileError()
  const tag = orientationTag(whole, format.name)
  // What decodes TIFF turns it, too.
  if (!tag || tag.orientation === 1 || format.name === 'TIFF') return { format, bytes: whole, orientation: 1 }
  return { format, bytes: withoutOrientation(whole, format.name, tag), orientation: tag.orientation }
}

const isTooLarge = ({ width, height }: PictureSize) =>
  Math.max(width, height) > longestSide || width * height > mostPixels

/** @throws DamagedFileError where pixels are missing, or may be */
function closedJpeg(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  for (const { code } of segmentsOf(bytes)) if (code === marker.EOI) return bytes
  const reach = scanReach(bytes)
  if (!reach || reach.units < reach.of) throw new DamagedFileError()
  return concat(bytes.subarray(0, reach.end), Uint8Array.of(0xff, marker.EOI))
}

/**
 * Whether a PNG or WebP ends before its last part: some browsers decode such a file and leave the rest grey, which would be
 * scored as if it were the photo. Files of other kinds are left to the decoder.
 */
function endsEarly(bytes: Uint8Array<ArrayBuffer>, { name }: Format): boolean {
  if (name === 'PNG') return pngEndsEarly(bytes)
  return name === 'WebP' && webpEndsEarly(bytes)
}

function pngEndsEarly(bytes: Uint8Array<ArrayBuffer>): boolean {
  for (const { name } of pngChunks(bytes)) if (name === 'IEND') return false
  return true
}

/** The size in the header does not count the 8 bytes up to itself. */
const webpEndsEarly = (bytes: Uint8Array<ArrayBuffer>) =>
  bytes.length < 12 || viewOf(bytes).getUint32(4, true) + 8 > bytes.length

import type { Raster } from '../geometry/raster.ts'
import { arcFaceTemplate } from '../geometry/template.ts'
import { facePixels, surroundings } from './face-region.ts'

/** Linear light of each sRGB value, 0–1. */
const linear = Float64Array.from({ length: 256 }, (_, i) => {
  const value = i / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

/**
 * Relative luminance of pixels of a crop, 0–255, as ISO/IEC 29794-5 has it: of linear light, so that a mid grey of 128
 * in the file is 55 here.
 */
const luminances = ({ data, channels }: Raster, pixels: readonly number[]): number[] =>
  pixels.map((pixel) => {
    const at = pixel * channels
    return Math.round(
      255 * (0.2126 * linear[data[at]!]! + 0.7152 * linear[data[at + 1]!]! + 0.0722 * linear[data[at + 2]!]!),
    )
  })

/** Shares of the values in `bins` equal parts of 0–255. */
function histogram(values: readonly number[], bins: number): number[] {
  const shares = new Array<number>(bins).fill(0)
  for (const value of values) shares[Math.floor((value * bins) / 256)]! += 1 / values.length
  return shares
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** ∈ [0, 1]. */
export const luminanceMean = (crop: Raster) => mean(luminances(crop, facePixels)) / 255

/** Standard deviation, ∈ [0, 0.5]. */
export function luminanceDeviation(crop: Raster): number {
  const values = luminances(crop, facePixels)
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) / 255
}

/** Entropy of the luminance histogram in bits, ∈ [0, 8]. */
export const luminanceEntropy = (crop: Raster) =>
  histogram(luminances(crop, facePixels), 256).reduce(
    (bits, share) => (share > 0 ? bits - share * Math.log2(share) : bits),
    0,
  )

/** Share of pixels whose luminance is between two values, both included; ∈ [0, 1]. */
export const luminanceShare = (crop: Raster, from: number, to: number) =>
  mean(luminances(crop, facePixels).map((value) => (value >= from && value <= to ? 1 : 0)))

const { rightEye, leftEye, mouthRight } = arcFaceTemplate
const zoneSize = Math.floor(0.3 * (leftEye.x - rightEye.x))
const zoneTop = Math.round(rightEye.y + (mouthRight.y - rightEye.y) / 2)

/** The pixels of a zone of the cheek, a square as wide as 0.3 inter-eye distances, half way from eye to mouth. */
const zone = (width: number, left: number): readonly number[] =>
  Array.from({ length: zoneSize ** 2 }, (_, i) => (zoneTop + Math.floor(i / zoneSize)) * width + left + (i % zoneSize))

/**
 * How far the luminance histograms of both cheeks overlap, ∈ [0, 1]; 1 = lit alike. The zones lie outwards of the eyes, as
 * in ISO/IEC 29794-5. Bins of 8 values, not of 1, since a zone of this crop has a hundred pixels.
 */
export function illuminationUniformity(crop: Raster): number {
  const right = Math.round(rightEye.x) - zoneSize
  const ofZone = (left: number) => histogram(luminances(crop, zone(crop.width, left)), 32)
  const other = ofZone(crop.width - right - zoneSize)
  return ofZone(right).reduce((sum, share, i) => sum + Math.min(share, other[i]!), 0)
}

/**
 * How bright the brightest tenth of what is about the face begins to be, as a multiple of the face's mean luminance; what
 * lies beyond the photo is black.
 * @returns ≥ 0; null where the face is black
 */
export function lightBehind(crop: Raster): number | null {
  const face = luminanceMean(crop)
  if (face === 0) return null
  const shares = histogram(luminances(crop, surroundings), 256)
  let luminance = 255
  for (let brighter = shares[luminance]!; brighter < 0.1; brighter += shares[luminance]!) luminance--
  return luminance / 255 / face
}

import { PlumbError } from '../errors.ts'
import type { Raster } from '../geometry/raster.ts'
import { cropSize } from '../geometry/template.ts'
import type { ScoreScale } from './manifest.ts'
import { scaleQuantiles } from './scale.ts'

/** How a model wants its pixels: (x − mean) / std of values 0–255, a number a channel in the model's own order. */
export interface PixelValues {
  readonly order: 'rgb' | 'bgr'
  readonly mean: readonly [number, number, number]
  readonly std: readonly [number, number, number]
}

/** What the graph of a dropped model says about its input. */
export interface OwnShape {
  /** Side of its crops in pixels. */
  readonly size: number
  readonly layout: 'nchw' | 'nhwc'
  /** Crops that it takes at once, no fewer and no more; null where it takes any number. */
  readonly batch: number | null
  /** Whether the graph leaves the size open, so that `size` is ours and another may be better. */
  readonly free: boolean
}

/** All that decides how crops become the input of a dropped model. */
export interface OwnInput extends PixelValues, Omit<OwnShape, 'free'> {}

const each = (value: number) => [value, value, value] as const

/** Sets a person's own models apart from the released ones, in scores and in records. */
const ownPrefix = 'own/'

/** The id of a model that is called so. */
export const ownId = (name: string): string => `${ownPrefix}${name}`
export const isOwn = (modelId: string): boolean => modelId.startsWith(ownPrefix)

/**
 * Portions of crops as a model takes them: `batch` at once, or all of them where that is null. The last is filled up with
 * its first crop.
 * @returns  each portion, where it begins, and how many of its crops count
 */
export function batchesOf(crops: readonly Raster[], batch: number | null) {
  const step = batch ?? crops.length
  return Array.from({ length: Math.ceil(crops.length / step) || 0 }, (_, i) => {
    const from = i * step
    const part = crops.slice(from, from + step)
    return { from, count: part.length, filled: Array.from({ length: step }, (_, place) => part[place] ?? part[0]!) }
  })
}

/** Known ways to prepare pixels. The first is the most common one. */
export const presets = [
  { id: 'arcface', label: 'ArcFace, CR-FIQA', order: 'rgb', mean: each(127.5), std: each(127.5) },
  { id: 'arcface-128', label: 'ArcFace, divided by 128', order: 'rgb', mean: each(127.5), std: each(128) },
  { id: 'magface', label: 'MagFace', order: 'bgr', mean: each(0), std: each(255) },
  { id: 'lightqnet', label: 'LightQNet', order: 'bgr', mean: each(128), std: each(128) },
  {
    id: 'imagenet',
    label: 'ImageNet',
    order: 'rgb',
    mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
    std: [0.229 * 255, 0.224 * 255, 0.225 * 255],
  },
  { id: 'none', label: 'None: 0–255 as they are', order: 'rgb', mean: each(0), std: each(1) },
] as const satisfies readonly (PixelValues & { readonly id: string; readonly label: string })[]

/** A dimension of a graph's input: a number, or what stands for any number. */
export type Dimension = number | string | null

export class OwnModelShapeError extends PlumbError {
  override readonly name = 'OwnModelShapeError'
  readonly code = 'own-model-shape'
  readonly remedy = `Export it for square colour crops of at most ${largestSize} pixels.`
  constructor(readonly dims: readonly Dimension[]) {
    const shape = dims.map((dim) => (isFree(dim) ? (typeof dim === 'string' && dim) || '?' : dim)).join(', ')
    super(`Expected [n, 3, S, S] or [n, S, S, 3]; this model takes [${shape}].`)
  }
}

/** Larger crops than that would need more memory than a page has. */
const largestSize = 1024

/** Where a dimension is open and has no name, onnxruntime says −1, an empty name or, in WASM, 2³² − 1. */
const isFree = (dim: Dimension) => typeof dim !== 'number' || dim < 0 || dim === 2 ** 32 - 1

/**
 * @param dims  the input's dimensions, as in the graph
 * @throws OwnModelShapeError where they are those of no batch of square colour crops
 */
export function inputFromShape(dims: readonly Dimension[]): OwnShape {
  const [n = null, ...image] = dims
  const layout = image[0] === 3 ? 'nchw' : 'nhwc'
  const [channels, ...sides] = layout === 'nchw' ? image : image.toReversed()
  const known = sides.filter((side) => !isFree(side))
  const size = known[0] ?? cropSize
  const fits =
    channels === 3 &&
    sides.length === 2 &&
    n !== 0 &&
    known.every((side) => side === size) &&
    typeof size === 'number' &&
    size > 0 &&
    size <= largestSize
  if (!fits) throw new OwnModelShapeError(dims)
  return { size, layout, batch: typeof n === 'number' && !isFree(n) ? n : null, free: known.length === 0 }
}

/** Crops as a dropped model takes them, resized as OpenCV's resize (INTER_LINEAR) does it, within one grey level. */
export function toOwnTensor(
  crops: readonly Raster[],
  { size, layout, order, mean, std }: Omit<OwnInput, 'batch'>,
): { readonly data: Float32Array<ArrayBuffer>; readonly dims: readonly [number, number, number, number] } {
  const area = size * size
  const data = new Float32Array(crops.length * 3 * area)
  const [pixelStep, channelStep] = layout === 'nchw' ? [1, area] : [3, 1]
  crops.forEach((crop, n) => {
    const { data: pixels, channels } = resize(crop, size)
    for (let c = 0; c < 3; c++) {
      const first = n * 3 * area + c * channelStep
      const from = order === 'rgb' ? c : 2 - c
      for (let i = 0; i < area; i++) data[first + i * pixelStep] = (pixels[i * channels + from]! - mean[c]!) / std[c]!
    }
  })
  return { data, dims: layout === 'nchw' ? [crops.length, 3, size, size] : [crops.length, size, size, 3] }
}

/** Bilinear between pixel centres, which lie at the halves here; at the border the last pixel goes on. */
function resize(source: Raster, size: number): Raster {
  if (source.width === size && source.height === size) return source
  const { data, channels, width } = source
  const columns = neighbours(source.width, size)
  const rows = neighbours(source.height, size)
  // A clamped array rounds to the nearest.
  const pixels = new Uint8ClampedArray(size * size * 3)
  let to = 0
  for (const { low: top, high: bottom, share: down } of rows) {
    const above = top * width * channels
    const below = bottom * width * channels
    for (const { low, high, share: across } of columns) {
      const left = low * channels
      const right = high * channels
      for (let c = 0; c < 3; c++) {
        const upper = data[above + left + c]! * (1 - across) + data[above + right + c]! * across
        const lower = data[below + left + c]! * (1 - across) + data[below + right + c]! * across
        pixels[to++] = upper * (1 - down) + lower * down
      }
    }
  }
  return { width: size, height: size, channels: 3, data: pixels }
}

/** For each new pixel of a line the two old ones that it lies between, and the higher one's share. */
function neighbours(length: number, size: number) {
  return Array.from({ length: size }, (_, i) => {
    const x = Math.min(Math.max(((i + 0.5) * length) / size - 0.5, 0), length - 1)
    const low = Math.floor(x)
    return { low, high: Math.min(low + 1, length - 1), share: x - low }
  })
}

export class OwnModelNotFiniteError extends PlumbError {
  override readonly name = 'OwnModelNotFiniteError'
  readonly code = 'own-model-not-finite'
  readonly remedy = 'Check order, mean and std; if they are right, the model itself divides by zero or overflows.'
  constructor(value: number) {
    super(`The model gives ${value} for a crop, which is no score.`)
  }
}

/**
 * @param output  the quality output for n crops, the same number of values for each
 * @returns       `raw` of each crop: its one value, or the mean of its values
 * @throws OwnModelNotFiniteError
 */
export function readRaw(output: Float32Array, n: number): number[] {
  const values = output.length / n
  return Array.from({ length: n }, (_, i) => {
    const raw = output.subarray(i * values, (i + 1) * values).reduce((sum, value) => sum + value, 0) / values
    if (!Number.isFinite(raw)) throw new OwnModelNotFiniteError(raw)
    return raw
  })
}

/** Below that a percentile says nothing. */
export const fewestValues = 10

export class OwnModelScaleError extends PlumbError {
  override readonly name = 'OwnModelScaleError'
  readonly code = 'own-model-scale'
  readonly remedy: string
  constructor(distinct: number, crops: number) {
    super(`Its scale needs ${fewestValues} different scores; ${crops} crops gave ${distinct}.`)
    this.remedy =
      crops < fewestValues
        ? 'Drop more photos first, then the model again.'
        : 'Check order, mean and std, or add photos.'
  }
}

/**
 * A scale made on the spot: 1001 quantiles of `raw` over crops at hand, defined as those of the manifest (linear between
 * order statistics, numpy's default).
 * @param raws        finite
 * @param misaligned  how many of them are of misaligned crops, for the words that say what the scale is made of
 * @throws OwnModelScaleError where they are too few, or too few of them differ
 */
export function ownScale(raws: readonly number[], misaligned = 0): ScoreScale {
  const distinct = new Set(raws).size
  if (distinct < fewestValues) throw new OwnModelScaleError(distinct, raws.length)
  const aligned = raws.length - misaligned
  const kinds = misaligned > 0 ? `${aligned} aligned and ${misaligned} misaligned` : `${aligned} aligned`
  return { reference: `${kinds} crops at hand`, n: raws.length, quantiles: scaleQuantiles(raws) }
}

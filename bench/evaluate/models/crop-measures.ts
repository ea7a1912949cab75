import { luminanceMean } from '#domain/explain/light.ts'
import { sharpnessOf } from '#domain/explain/sharpness.ts'
import type { Raster } from '#domain/geometry/raster.ts'

/** A number that can be read off a crop without any model; higher stands for better. */
interface CropMeasure {
  readonly id: string
  readonly label: string
  /** Null where a crop has none. */
  readonly of: (crop: Raster) => number | null
}

export const cropMeasures: readonly CropMeasure[] = [
  { id: 'laplacian', label: 'Sharpness (Laplacian)', of: laplacianVariance },
  { id: 'sharpness', label: 'Sharpness (Crete)', of: sharpnessOf },
  { id: 'brightness', label: 'Brightness', of: luminanceMean },
]

/**
 * Variance of the Laplacian of the grey values, over the crop without its outermost pixels.
 * @see Pech-Pacheco et al. 2000, "Diatom autofocusing in brightfield microscopy: a comparative study"
 */
export function laplacianVariance({ width, height, channels, data }: Raster): number {
  const grey = new Float32Array(width * height)
  for (let i = 0, from = 0; i < grey.length; i++, from += channels)
    grey[i] = 0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!
  let sum = 0
  let squares = 0
  for (let y = 1; y < height - 1; y++)
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const laplacian = grey[i - width]! + grey[i + width]! + grey[i - 1]! + grey[i + 1]! - 4 * grey[i]!
      sum += laplacian
      squares += laplacian * laplacian
    }
  const count = (width - 2) * (height - 2)
  return squares / count - (sum / count) ** 2
}

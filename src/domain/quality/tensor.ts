import type { Raster } from '../geometry/raster.ts'
import { cropSize } from '../geometry/template.ts'

export interface CropTensor {
  /** Red, green and blue plane of each crop in turn, 0–255. */
  readonly data: Float32Array<ArrayBuffer>
  readonly dims: readonly [number, 3, typeof cropSize, typeof cropSize]
}

/** Crops as the models take them: float32 [n, 3, 112, 112], RGB, 0–255; normalisation is inside the graph. */
export function toTensor(crops: readonly Raster[]): CropTensor {
  const area = cropSize * cropSize
  const data = new Float32Array(crops.length * 3 * area)
  crops.forEach((crop, n) => {
    if (crop.width !== cropSize || crop.height !== cropSize)
      throw new RangeError(`A crop is ${cropSize} × ${cropSize} pixels, not ${crop.width} × ${crop.height}.`)
    const red = n * 3 * area
    for (let to = 0, from = 0; to < area; to++, from += crop.channels) {
      data[red + to] = crop.data[from]!
      data[red + area + to] = crop.data[from + 1]!
      data[red + 2 * area + to] = crop.data[from + 2]!
    }
  })
  return { data, dims: [crops.length, 3, cropSize, cropSize] }
}

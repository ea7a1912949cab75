import { similarity } from '#domain/geometry/similarity.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'

/** Longest side that FaceLandmarker gets, in pixels: it looks at 192, and a larger picture takes twice its time. */
const pictureSide = 640

/** A frame's pixels. */
export interface FramePixels {
  readonly photo: SearchedPhoto
  /** The frame as FaceLandmarker gets it. */
  readonly picture: ImageData
}

export type FrameReader = (bitmap: ImageBitmap) => FramePixels

/** Keeps its canvases from one frame to the next, as long as those are of one size. */
export function createFrameReader(): FrameReader {
  const full = createCanvas()
  const small = createCanvas()
  return (bitmap) => {
    const { width, height } = bitmap
    const pixels = full(bitmap, width, height)
    const scale = pictureSide / Math.max(width, height)
    return {
      photo: {
        raster: { width, height, channels: 4, data: pixels.data },
        toSource: similarity(1, 0, 0, 0),
        width,
        height,
      },
      picture: scale < 1 ? small(bitmap, Math.round(width * scale), Math.round(height * scale)) : pixels,
    }
  }
}

function createCanvas() {
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!
  return (bitmap: ImageBitmap, width: number, height: number): ImageData => {
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    context.drawImage(bitmap, 0, 0, width, height)
    return context.getImageData(0, 0, width, height)
  }
}

import { PictureError } from './errors.ts'

/**
 * A sheet of charts as a PNG.
 * @param text   what `chartSheet` gave
 * @param scale  pixels of the image in each direction for one of the sheet's
 * @throws PictureError
 */
export async function pngOf(text: string, scale = 2): Promise<Blob> {
  // The page's policy allows pictures from blobs, not from data addresses.
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode().catch((cause: unknown) => {
      throw new PictureError(cause)
    })
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.naturalWidth * scale)
    canvas.height = Math.round(image.naturalHeight * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await pngOfCanvas(canvas)
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** @throws PictureError where the browser cannot hold so large a picture */
export const pngOfCanvas = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new PictureError())))
  })

import { cropSize } from '../geometry/template.ts'

/** An ellipse from brow to chin and from cheek to cheek: what lies in it is face in every properly aligned crop. */
const ellipse = { x: 55.5, y: 68, radiusX: 34, radiusY: 39 } as const

/** The pixels of the face in a crop, row by row, as indices into the crop's pixels. Five pixels lie before each, and four after, in rows and columns. */
export const facePixels: readonly number[] = Array.from({ length: cropSize ** 2 }, (_, i) => i).filter((i) => {
  const x = (i % cropSize) - ellipse.x
  const y = Math.floor(i / cropSize) - ellipse.y
  return (x / ellipse.radiusX) ** 2 + (y / ellipse.radiusY) ** 2 <= 1
})

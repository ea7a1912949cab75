import { cropSize } from '../geometry/template.ts'

/** An ellipse from brow to chin and from cheek to cheek: what lies in it is face in every properly aligned crop. */
const ellipse = { x: 55.5, y: 68, radiusX: 34, radiusY: 39 } as const

const all = Array.from({ length: cropSize ** 2 }, (_, i) => i)

/** The square of a pixel's distance from the middle of the face; 1 on the ellipse. */
function fromFace(pixel: number): number {
  const x = (pixel % cropSize) - ellipse.x
  const y = Math.floor(pixel / cropSize) - ellipse.y
  return (x / ellipse.radiusX) ** 2 + (y / ellipse.radiusY) ** 2
}

/** The pixels of the face in a crop, row by row, as indices into the crop's pixels. Five pixels lie before each, and four after, in rows and columns. */
export const facePixels: readonly number[] = all.filter((pixel) => fromFace(pixel) <= 1)

/** Those that are clearly not: hair, background, collar. */
export const surroundings: readonly number[] = all.filter((pixel) => fromFace(pixel) > 2)

import { type Point, point } from '../../geometry/point.ts'
import { type Similarity, similarity } from '../../geometry/similarity.ts'
import { procedure } from './procedure.ts'

/**
 * Where MediaPipe's face box lies once its face is properly aligned, in crop pixels: the side and the centre.
 */
const alignedBox = { side: 74, centre: point<'crop'>(56, 70) }

const needs = ['boxTopLeft', 'boxBottomRight'] as const

/** @param size  of the face in the crop against its size when properly aligned */
const boxOntoCrop =
  (size: number) =>
  (at: {
    readonly boxTopLeft: Point<'source'>
    readonly boxBottomRight: Point<'source'>
  }): Similarity<'source', 'crop'> => {
    const width = at.boxBottomRight.x - at.boxTopLeft.x
    const height = at.boxBottomRight.y - at.boxTopLeft.y
    const scale = (size * alignedBox.side) / Math.max(width, height)
    // A box has edges and a pixel has a centre: half a pixel lies between them.
    const x = at.boxTopLeft.x + width / 2 - 0.5
    const y = at.boxTopLeft.y + height / 2 - 0.5
    return similarity(scale, 0, alignedBox.centre.x - scale * x, alignedBox.centre.y - scale * y)
  }

export const faceBox = procedure({
  id: 'face-box',
  label: 'Face box',
  describe: 'The detector’s box, grown to the template’s framing; a tilted head stays tilted.',
  needs,
  align: boxOntoCrop(1),
})

export const faceBoxTight = procedure({
  id: 'face-box-tight',
  label: 'Face box, tight',
  describe: 'As the face box, but a quarter closer: forehead and chin leave the crop.',
  needs,
  align: boxOntoCrop(1.25),
})

export const faceBoxLoose = procedure({
  id: 'face-box-loose',
  label: 'Face box, loose',
  describe: 'As the face box, but a quarter wider: hair, neck and background come in.',
  needs,
  align: boxOntoCrop(0.8),
})

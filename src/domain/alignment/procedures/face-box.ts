import { midpoint, type Point, point } from '../../geometry/point.ts'
import { cropSize } from '../../geometry/template.ts'
import { procedure } from './procedure.ts'
import { type CropSquare, cropMiddle, squareOnto } from './square-onto.ts'

/**
 * Where the box of MediaPipe's full-range detector lies in the crop once its face is properly aligned: medians over 294
 * faces of CelebA, with quartiles of 90 and 95 for the side and within 2 pixels for the centre. The short-range box has
 * a side of 89 and its centre at (57, 73).
 */
export const alignedBox: CropSquare = { centre: point(56, 68), side: 93 }

const needs = ['boxTopLeft', 'boxBottomRight'] as const

/** Turns nothing: a tilted head stays tilted. Of a box that is no square the longer side counts. */
const boxOnto =
  (target: CropSquare) =>
  ({ boxTopLeft, boxBottomRight }: Readonly<Record<(typeof needs)[number], Point<'source'>>>) => {
    const side = Math.max(boxBottomRight.x - boxTopLeft.x, boxBottomRight.y - boxTopLeft.y)
    return squareOnto(midpoint(boxTopLeft, boxBottomRight), { x: side / 2, y: 0 }, target)
  }

export const faceBox = procedure({
  id: 'face-box',
  label: 'Face box',
  describe: 'The detector’s box, with the margin that gives a typical face the template’s size and place; no rotation.',
  needs,
  align: boxOnto(alignedBox),
})

export const faceBoxTight = procedure({
  id: 'face-box-tight',
  label: 'Face box, tight',
  describe: 'The detector’s box and nothing around it; no rotation.',
  needs,
  align: boxOnto({ centre: cropMiddle, side: cropSize }),
})

export const faceBoxLoose = procedure({
  id: 'face-box-loose',
  label: 'Face box, loose',
  describe: 'The detector’s box grown by half about its middle; no rotation.',
  needs,
  align: boxOnto({ centre: cropMiddle, side: cropSize / 1.5 }),
})

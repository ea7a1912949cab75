import { turnAndScale } from '../geometry/similarity.ts'
import { faceCentre } from '../geometry/template.ts'
import { type ReadOut, readMove } from './read-out.ts'

/** What moves the template's points by less, as a share of its inter-eye distance, is not worth a word. */
const leastError = 0.04

/**
 * How badly a crop is cut, in a sentence: "This crop is turned 11° clockwise and 14% too tight, its face 9% too far left."
 * Percents of the face's size, and of the inter-eye distance. A turn, a size and a shift to a side are named where each
 * by itself moves the five points by 4% of that distance, which is 3.5° or 6%.
 */
export function describeCut({ rotation, scale, shiftX, shiftY }: ReadOut): string {
  const turn = turnAndScale(rotation, 1, faceCentre)
  const size = turnAndScale(0, scale, faceCentre)
  const crop = [
    errorOf(turn) >= leastError &&
      `turned ${Math.round(Math.abs(rotation))}° ${rotation > 0 ? '' : 'counter'}clockwise`,
    errorOf(size) >= leastError && `${percent(scale - 1)} too ${scale > 1 ? 'tight' : 'loose'}`,
  ]
  const face = [
    Math.abs(shiftX) >= leastError && `${percent(shiftX)} too far ${shiftX > 0 ? 'right' : 'left'}`,
    Math.abs(shiftY) >= leastError && `${percent(shiftY)} too ${shiftY > 0 ? 'low' : 'high'}`,
  ]
  const ofCrop = listed(crop)
  const ofFace = listed(face)
  if (ofCrop) return `This crop is ${ofCrop}${ofFace && `, its face ${ofFace}`}.`
  return ofFace ? `In this crop the face is ${ofFace}.` : 'This crop is cut as it should be.'
}

const errorOf = (move: Parameters<typeof readMove>[0]): number => readMove(move).error

const listed = (parts: readonly (string | false)[]): string => parts.filter(Boolean).join(' and ')

const percent = (share: number) => `${Math.round(Math.abs(100 * share))}%`

import { referenceOf } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import { P6 } from '#domain/alignment/protocols.ts'
import type { Facts } from '#domain/explain/facts.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import type { Shaken } from '#domain/live/frame.ts'
import type { Scores } from '#domain/quality/record.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import { cropOf } from '../crops.ts'
import type { Scorer } from '../scorer.ts'
import { firstPlace, isTime, placeAfter, placeIn, type Takers, turnAt } from './turns.ts'

/** A face of a frame, and what was scored on it so far. */
export interface SeenFace {
  readonly face: Face
  /** The reference crop. */
  readonly crop: Raster
  readonly facts: Facts
  scores: Scores
  shaken: (Shaken & { readonly crop: Raster }) | null
}

/** How much time a frame has taken, and what a score takes. */
export interface FrameClock {
  /** Milliseconds since the frame came. */
  readonly spent: () => number
  /** Milliseconds a crop and model. */
  readonly cropTime: number
}

/** Scores by turns, as time allows, what is not scored in every frame; it goes on where the frame before left off. */
export type Extras = (photo: SearchedPhoto, faces: readonly SeenFace[], clock: FrameClock) => Promise<void>

export function createExtras(takers: Takers, scorer: Pick<Scorer, 'score'>): Extras {
  let place = firstPlace
  let without = 0

  return async (photo, faces, { spent, cropTime }) => {
    if (faces.length === 0) return
    without++
    for (;;) {
      place = placeIn(place, faces.length)
      const turn = turnAt(place, takers)
      const seen = faces[turn.face]!
      const isKnown = turn.model in seen.scores
      if (turn.shaken === null && isKnown) {
        place = placeAfter(place)
        continue
      }
      // A frame tells of one crop of P6 a face.
      if (turn.shaken !== null && seen.shaken && seen.shaken.index !== turn.shaken) return

      const count = Number(!isKnown) + Number(turn.shaken !== null)
      if (!isTime(spent(), count * cropTime, without)) return
      const shaken = turn.shaken === null ? null : (seen.shaken ?? shakenOf(photo, seen.face, turn.shaken))
      const crops = [...(shaken ? [shaken.crop] : []), ...(isKnown ? [] : [seen.crop])]
      const results = await scorer.score(crops, turn.model)
      if (shaken) seen.shaken = { ...shaken, scores: { ...shaken.scores, ...results[0] } }
      if (!isKnown) seen.scores = { ...seen.scores, ...results.at(-1) }
      without = 0
      place = placeAfter(place)
    }
  }
}

const shakenOf = (photo: SearchedPhoto, face: Face, index: number) => ({
  index,
  crop: cropOf(photo, face, { procedure: referenceOf(face), misalignment: P6[index]! }),
  scores: {},
})

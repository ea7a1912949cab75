import { P6 } from '#domain/alignment/protocols.ts'

/** What is scored beside the student on the reference crop: one face by one model. */
export interface Turn {
  /** Index of the face in its frame. */
  readonly face: number
  readonly model: string
  /** The crop of P6; null: the reference crop. */
  readonly shaken: number | null
}

/** Who takes turns. */
export interface Takers {
  readonly student: string
  readonly others: readonly string[]
}

/** Where the turns stand: a step is taken with one face after the other. */
export interface Place {
  readonly step: number
  readonly face: number
}

export const firstPlace: Place = { step: 0, face: 0 }

/**
 * The turn at a place. For each crop of P6 in turn: the others on the reference crop, the student on the crop of P6, the
 * others on that crop; then again from the first.
 */
export function turnAt({ step, face }: Place, { student, others }: Takers): Turn {
  const order = [...others, student, ...others]
  const index = step % order.length
  const shaken = index < others.length ? null : Math.floor(step / order.length) % P6.length
  return { face, model: order[index]!, shaken }
}

/** The same place, or the next step where that face is not in a frame of so many. */
export const placeIn = ({ step, face }: Place, faces: number): Place =>
  face < faces ? { step, face } : { step: step + 1, face: 0 }

export const placeAfter = ({ step, face }: Place): Place => ({ step, face: face + 1 })

/** Milliseconds that a frame may take, extras included. */
const frameTime = 50

/** A frame has an extra at least this often, also where there is no time for it: else stability would never be known. */
const leastEvery = 4

/**
 * Whether a frame is to have one more extra.
 * @param spent    milliseconds since the frame came
 * @param cost     that the extra will take, milliseconds
 * @param without  frames in a row up to this one without an extra
 */
export const isTime = (spent: number, cost: number, without: number): boolean =>
  spent + cost <= frameTime || without >= leastEvery

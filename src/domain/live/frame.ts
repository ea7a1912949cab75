import type { Face } from '../alignment/face.ts'
import type { Facts } from '../explain/facts.ts'
import type { Scores } from '../quality/record.ts'

/** What one camera frame showed. Times are milliseconds on one rising clock. */
export interface LiveFrame {
  readonly time: number
  /** In pixels of the frame, the source of its faces. */
  readonly width: number
  readonly height: number
  readonly faces: readonly LiveFace[]
}

export interface LiveFace {
  readonly face: Face
  readonly facts: Facts
  /** Of the reference crop, by model id: the student's in every frame, another's when it was its turn. */
  readonly scores: Scores
  /** A misaligned crop of the same frame, when it was its turn; its models are among those of `scores`. */
  readonly shaken: Shaken | null
}

export interface Shaken {
  /** Which crop of P6. */
  readonly index: number
  readonly scores: Scores
}

import type { Similarity } from '#domain/geometry/similarity.ts'
import type { PictureSource } from '../../inputs/crops.ts'

/** What a thread is asked: pictures, and of each the crops with the nets that are to see them. */
export type ThreadOrder = readonly {
  readonly picture: PictureSource
  readonly crops: readonly { readonly transform: Similarity<'source', 'crop'>; readonly nets: readonly number[] }[]
}[]

/** What a thread answers to an order. */
export interface ThreadAnswer {
  /** For each net the rows of the crops that it was to see, in their order, without those of failed pictures. */
  readonly rows: readonly Float32Array<ArrayBuffer>[]
  /** For each picture why it could not be opened; null where it could. */
  readonly failed: readonly (string | null)[]
}

export type ThreadMessage = { readonly answer: ThreadAnswer } | { readonly error: string }

/** Sent to a thread that is to leave: after all is done, or at its next pause between two batches. */
export const endOfWork = 'end'

import type { Similarity } from '#domain/geometry/similarity.ts'
import type { PictureSource } from '../../inputs/crops.ts'
import type { NetSpec } from '../../models/net.ts'

/** What a thread is asked: pictures, and of each the crops with the nets that are to see them. */
export type ThreadOrder = readonly {
  readonly picture: PictureSource
  readonly crops: readonly {
    readonly transform: Similarity<'source', 'crop'>
    /** Whether the nets see the crop as the mender cuts it again. */
    readonly isMended: boolean
    readonly nets: readonly number[]
  }[]
}[]

/** What a thread answers to an order. */
export interface ThreadAnswer {
  /** For each net the rows of the crops that it was to see, in their order, without those of failed pictures. */
  readonly rows: readonly Float32Array<ArrayBuffer>[]
  /** For each picture why it could not be opened; null where it could. */
  readonly failed: readonly (string | null)[]
}

export type ThreadMessage = { readonly answer: ThreadAnswer } | { readonly error: string }

/** What a thread works with: every net, and the place of the one that mends crops. */
export interface ThreadSetting {
  readonly nets: readonly NetSpec[]
  readonly mender: number | null
}

/** Sent to a thread that is to leave: after all is done, or at its next pause between two batches. */
export const endOfWork = 'end'

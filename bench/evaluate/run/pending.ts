import type { Similarity } from '#domain/geometry/similarity.ts'
import type { SetImage } from '../inputs/face-set.ts'
import { type RowFile, readKeys } from './cache/rows.ts'

/** An image, and which nets should see it under which condition; nets are places in a list. */
export interface Subject {
  readonly image: SetImage
  readonly nets: ReadonlyMap<string, readonly number[]>
}

/** A crop with those nets that have not seen it. */
interface PendingCrop {
  readonly condition: string
  readonly nets: readonly number[]
}

export interface PendingImage {
  readonly image: SetImage
  readonly crops: readonly PendingCrop[]
}

/** Where a condition cuts an image, and what stands for that crop. */
export interface Cut {
  readonly transform: Similarity<'source', 'crop'>
  /** Whether the crop is seen as the mender cuts it again. */
  readonly isMended: boolean
  readonly key: string
}

/** Null where the condition cannot be had of the image. */
export type Cutter = (image: SetImage, condition: string) => Cut | null

/** @param fileOf  where a net's rows under a condition are kept */
export function findPending(
  subjects: readonly Subject[],
  cutOf: Cutter,
  fileOf: (net: number, condition: string) => RowFile,
): readonly PendingImage[] {
  const pending = subjects.map((): PendingCrop[] => [])
  const conditions = new Set(subjects.flatMap(({ nets }) => [...nets.keys()]))
  // One condition after the other: the keys of all together would fill the memory.
  for (const condition of conditions) {
    const known = new Map<number, ReadonlySet<string>>()
    for (const [i, { image, nets }] of subjects.entries()) {
      const wanted = nets.get(condition)
      const key = wanted && cutOf(image, condition)?.key
      if (!key) continue
      const missing = wanted.filter((net) => {
        if (!known.has(net)) known.set(net, readKeys(fileOf(net, condition)))
        return !known.get(net)!.has(key)
      })
      if (missing.length > 0) pending[i]!.push({ condition, nets: missing })
    }
  }
  return subjects.flatMap(({ image }, i) => (pending[i]!.length > 0 ? [{ image, crops: pending[i]! }] : []))
}

/** A pending image with where its crops are to be cut. */
export interface ImageOrder {
  readonly image: SetImage
  readonly crops: readonly (PendingCrop & Cut)[]
}

/** The pending images, a few at a time, with about `most` crops together. */
export function* ordersOf(
  pending: readonly PendingImage[],
  cutOf: Cutter,
  most: number,
): Generator<readonly ImageOrder[]> {
  let orders: ImageOrder[] = []
  let count = 0
  for (const { image, crops } of pending) {
    orders.push({ image, crops: crops.map((crop) => ({ ...crop, ...cutOf(image, crop.condition)! })) })
    count += crops.length
    if (count < most) continue
    yield orders
    orders = []
    count = 0
  }
  if (orders.length > 0) yield orders
}

/** How often nets are to see a crop. */
export const viewsOf = (images: readonly { readonly crops: readonly PendingCrop[] }[]): number =>
  images.reduce((sum, { crops }) => sum + crops.reduce((ofImage, { nets }) => ofImage + nets.length, 0), 0)

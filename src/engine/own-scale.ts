import type { OwnModel, PhotoHandle, ReferenceCrop } from './protocol.ts'

/** Crops that the engine gets at once: what a hand that moves meanwhile waits for. */
const batchSize = 4

/** The steps by which a dropped model gets its scale, each a job of its own so that others come in between. */
interface Steps {
  open(): Promise<void>
  measure(photo: PhotoHandle, crops: Batch['crops']): Promise<void>
  finish(): Promise<OwnModel>
}

/**
 * Opens a model, scores the crops at hand with it, and has it score by the scale that they make.
 * @param onProgress  called with the number of crops done; what it returns is awaited before more are scored
 */
export async function measureScale(
  { open, measure, finish }: Steps,
  reference: readonly ReferenceCrop[],
  onProgress: (done: number) => Promise<void> | void = () => {},
): Promise<OwnModel> {
  await open()
  let done = 0
  for (const { photo, crops } of batchesOf(reference)) {
    await measure(photo, crops)
    done += crops.length
    await onProgress(done)
  }
  return finish()
}

interface Batch {
  readonly photo: PhotoHandle
  readonly crops: Omit<ReferenceCrop, 'photo'>[]
}

/** Neighbours of one photo together, so that it is decoded once. */
function batchesOf(reference: readonly ReferenceCrop[]): readonly Batch[] {
  const batches: Batch[] = []
  for (const { photo, ...crop } of reference) {
    const last = batches.at(-1)
    if (last?.photo.id === photo.id && last.crops.length < batchSize) last.crops.push(crop)
    else batches.push({ photo, crops: [crop] })
  }
  return batches
}

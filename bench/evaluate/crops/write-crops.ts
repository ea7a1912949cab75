import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Raster } from '#domain/geometry/raster.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import { messageOf } from '../../cli/arguments.ts'
import type { Evaluation } from '../evaluation.ts'
import { transformOf } from '../inputs/conditions.ts'
import { cutCrops, openPicture, type PictureSource } from '../inputs/crops.ts'
import type { EvaluatedSet } from '../inputs/face-set.ts'
import type { FailedImage, RunOptions } from '../run/measure.ts'
import { createCropFile, linesOf } from './crop-file.ts'

/** Which crops are wanted. */
export type WantedCrops = Pick<Evaluation, 'sets' | 'conditions' | 'faceOf'>

/**
 * Writes the crops that methods would score, for methods that Plumb cannot run: in `folder/SET/` a NumPy file for each
 * condition, uint8 [n, 112, 112, 3], RGB, and files.txt with the n images' names, a line each, in the same order. Zeros stand
 * for the crop of a face of which CONDITION cannot be had; as a crop of a night may be as black, CONDITION.missing.txt names
 * these images, where there are some. files.txt comes last: a set that has it is whole.
 * @returns the images that cannot be opened; they are left out of all files of their set
 * @throws AbortError where the signal aborts
 */
export async function writeCrops(
  { sets, conditions, faceOf }: WantedCrops,
  folder: string,
  { signal, onProgress }: Pick<RunOptions, 'signal' | 'onProgress'> = {},
): Promise<readonly FailedImage[]> {
  const all = sets.reduce((sum, { images }) => sum + images.length, 0)
  const failed: FailedImage[] = []
  let done = 0

  async function writeSet({ id, images }: EvaluatedSet): Promise<void> {
    const place = join(folder, id)
    const list = join(place, 'files.txt')
    mkdirSync(place, { recursive: true })
    rmSync(list, { force: true })
    const files = conditions.map((condition) => createCropFile(join(place, condition.id)))
    const names: string[] = []
    try {
      for (const image of images) {
        signal?.throwIfAborted()
        const transforms = conditions.map((condition) => transformOf(image, condition, faceOf(image)))
        const crops = await cutWhereHad(image, transforms).catch((thrown) => ({ message: messageOf(thrown) }))
        if ('message' in crops) failed.push({ image, message: crops.message })
        else {
          for (const [i, file] of files.entries()) file.add(image.name, crops[i]!)
          names.push(image.name)
        }
        done++
        onProgress?.({ done, all, share: done / all })
      }
      for (const file of files) file.keep()
      writeFileSync(list, linesOf(names))
    } finally {
      for (const file of files) file.drop()
    }
  }

  for (const set of sets) await writeSet(set)
  return failed
}

/** A crop for each transform; null where that is. */
async function cutWhereHad(
  image: PictureSource,
  transforms: readonly (Similarity<'source', 'crop'> | null)[],
): Promise<readonly (Raster | null)[]> {
  const had = transforms.filter((transform) => transform !== null)
  const crops = cutCrops(await openPicture(image), had)
  return transforms.map((transform) => transform && crops[had.indexOf(transform)]!)
}

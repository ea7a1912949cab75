import { readFile } from 'node:fs/promises'
import type { Similarity } from '#domain/geometry/similarity.ts'
import { sha256Of } from '../../hash.ts'
import type { PictureSource } from '../../inputs/crops.ts'
import { keyLength } from './rows.ts'

/** @returns the hash of a file's bytes; rejects where it cannot be read */
export const hashOfFile = async (path: string): Promise<string> => sha256Of(await readFile(path))

/** All that decides what a crop shows. */
export interface CropParts {
  /** Of the image's bytes. */
  readonly content: string
  readonly image: Pick<PictureSource, 'degradation' | 'landmarks'>
  readonly transform: Similarity<'source', 'crop'>
  /** Of the code that decodes, degrades and cuts: probe.ts. */
  readonly code: string
  /** What stands for the net that says how to cut the crop again; null where it is seen as cut. */
  readonly mender: string | null
}

/** Stands for a crop: equal only where all is equal that decides what it shows, wherever the image lies. */
export function cropKey(parts: CropParts): string {
  const { content, image, transform, code, mender } = parts
  const { degradation, landmarks } = image

  const { a, b, tx, ty } = transform
  // What a degradation does depends on where the face is.
  const cut = [content, degradation && [degradation, landmarks], a, b, tx, ty, code]
  const text = JSON.stringify(mender === null ? cut : [...cut, mender])
  return sha256Of(text).slice(0, keyLength)
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Face } from '#domain/alignment/face.ts'
import { messageOf } from '../../../cli/arguments.ts'
import { sha256Of } from '../../hash.ts'
import type { UnmarkedImage } from '../face-set.ts'
import { createFaceStore } from './face-store.ts'
import { finderVersion } from './finder-version.ts'

/** A picture that could not be searched, and why. */
export interface UnsearchedImage {
  readonly path: string
  readonly message: string
}

export interface FoundFaces {
  /** By the pictures' paths: all faces, left to right. Empty where there are none. */
  readonly faces: ReadonlyMap<string, readonly Face[]>
  /** These have no entry in `faces`. */
  readonly failed: readonly UnsearchedImage[]
}

/** Searches pictures one after the other. */
export interface Searcher {
  search(path: string): Promise<{ readonly faces: readonly Face[]; readonly failure: string | null }>
  close(): Promise<void>
}

export interface FindOptions {
  /** Folder of everything that an evaluation keeps. */
  readonly cache: string
  readonly signal?: AbortSignal
  /** Called before each picture that has to be searched. */
  readonly onProgress?: (done: number, all: number) => void
  readonly startSearcher: () => Promise<Searcher>
}

/**
 * The faces on each image as the app finds them. What was found once is kept, by the content of the picture and of the
 * models, so a search that is stopped goes on where it was, and a browser starts only where something is left to search.
 * @throws the signal's reason, and what starting the searcher throws
 */
export async function findFaces(
  images: readonly Pick<UnmarkedImage, 'path'>[],
  { cache, signal, onProgress = () => {}, startSearcher }: FindOptions,
): Promise<FoundFaces> {
  const store = createFaceStore(join(cache, 'faces', finderVersion()))
  const faces = new Map<string, readonly Face[]>()
  const failed: UnsearchedImage[] = []
  const left: { readonly path: string; readonly picture: string }[] = []
  for (const path of new Set(images.map((image) => image.path))) {
    try {
      const picture = sha256Of(readFileSync(path))
      const known = store.read(picture)
      if (known) faces.set(path, known)
      else left.push({ path, picture })
    } catch (thrown) {
      failed.push({ path, message: messageOf(thrown) })
    }
  }
  if (left.length === 0) return { faces, failed }

  const searcher = await startSearcher()
  try {
    for (const [done, { path, picture }] of left.entries()) {
      signal?.throwIfAborted()
      onProgress(done, left.length)
      const found = await searcher.search(path).catch((thrown) => ({ faces: [], failure: messageOf(thrown) }))
      if (found.failure === null) {
        store.write(picture, found.faces)
        faces.set(path, found.faces)
      } else failed.push({ path, message: found.failure })
    }
  } finally {
    await searcher.close()
  }
  return { faces, failed }
}

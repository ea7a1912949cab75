import { createReadStream } from 'node:fs'
import { posix, sep } from 'node:path'
import { addAbortSignal, type Readable } from 'node:stream'
import { fromStanding } from '../../cli/standing.ts'
import { isArchive, photosInArchive } from './archive.ts'
import { findPhotos } from './find-photos.ts'
import { readList } from './list.ts'
import { filePhoto, type Photo, type PhotoFile } from './photo.ts'
import type { OnSkipped } from './skipped.ts'
import { createWalk } from './walk.ts'

/** What is to be scored. */
export interface Inputs {
  /** One after the other, as they are asked for. */
  photos(signal: AbortSignal): AsyncGenerator<Photo>
  /** How many there are, a list's lines taken for photos; null where only reading them tells. */
  count(): Promise<number | null>
  /** Whether it is known that there is nothing. */
  readonly isEmpty: boolean
}

/** Files, folders and archives that a command line names, found at once, so that their number is known. */
export function namedInputs(paths: readonly string[], onSkipped: OnSkipped): Inputs {
  const files = findPhotos(paths, onSkipped)
  return {
    photos: () => opened(files, onSkipped),
    count: async () => (files.some(({ path }) => isArchive(path)) ? null : files.length),
    isEmpty: files.length === 0,
  }
}

/**
 * What a list names: photos, folders and archives, from where the person stands, found as they are reached. Their names in
 * the results are those of the list.
 * @param path  null for stdin
 */
export function listedInputs(path: string | null, onSkipped: OnSkipped): Inputs {
  async function* files(signal: AbortSignal): AsyncGenerator<PhotoFile> {
    const walk = createWalk(onSkipped)
    const list: Readable = path === null ? process.stdin : createReadStream(path)
    for await (const line of readList(addAbortSignal(signal, list)))
      yield* walk.at(fromStanding(line), posix.normalize(line.split(sep).join('/')))
  }
  async function count(): Promise<number | null> {
    if (path === null) return null
    let lines = 0
    for await (const _ of readList(createReadStream(path))) lines++
    return lines
  }
  return { photos: (signal) => opened(files(signal), onSkipped), count, isEmpty: false }
}

async function* opened(
  files: Iterable<PhotoFile> | AsyncIterable<PhotoFile>,
  onSkipped: OnSkipped,
): AsyncGenerator<Photo> {
  for await (const file of files) {
    if (isArchive(file.path)) yield* photosInArchive(file, onSkipped)
    else yield filePhoto(file)
  }
}

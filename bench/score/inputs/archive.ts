import { createReadStream } from 'node:fs'
import { posix } from 'node:path'
import { PassThrough, pipeline, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { openPromise } from 'yauzl'
import { isPictureName } from '#domain/picture-file/names.ts'
import { type Photo, type PhotoFile, PhotoUnreadableError } from './photo.ts'
import type { OnSkipped } from './skipped.ts'

/** Larger than any photo, and small enough to be in memory as often as there are jobs. */
const mostBytes = 512 * 2 ** 20

const archive = /\.(zip|tar|tar\.gz|tgz)$/i

export const isArchive = (path: string): boolean => archive.test(path)

/**
 * The pictures in a ZIP or a tar, such as the shards of a WebDataset, as `archive.tar/name.jpg`; one is in memory at a
 * time, and nothing is unpacked. Where the archive is damaged, the last one is a photo whose reading fails.
 */
export async function* photosInArchive(file: PhotoFile, onSkipped: OnSkipped): AsyncGenerator<Photo> {
  try {
    yield* /\.zip$/i.test(file.path) ? photosInZip(file, onSkipped) : photosInTar(file, onSkipped)
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException
    yield failing(
      file.name,
      code === 'ENOENT'
        ? new PhotoUnreadableError('file-missing', 'The file cannot be opened: it is not there.')
        : new PhotoUnreadableError('archive-damaged', `The archive cannot be read to its end: ${message}.`),
    )
  }
}

async function* photosInZip({ path, name }: PhotoFile, onSkipped: OnSkipped): AsyncGenerator<Photo> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false })
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/') || !isWanted(entry.fileName, name, onSkipped)) continue
      const inside = `${name}/${entry.fileName}`
      if (entry.uncompressedSize > mostBytes) yield failing(inside, tooLarge())
      else yield held(inside, entry.getLastModDate(), await buffer(await zip.openReadStreamPromise(entry)))
    }
  } finally {
    zip.close()
  }
}

async function* photosInTar({ path, name }: PhotoFile, onSkipped: OnSkipped): AsyncGenerator<Photo> {
  const entries = extract()
  const unpacked = /gz$/i.test(path) ? createGunzip() : new PassThrough()
  // The reader below hears of an error too.
  pipeline(createReadStream(path), unpacked, entries, () => {})
  for await (const entry of entries) {
    const { name: inner, size = 0, mtime = new Date(0), type } = entry.header
    const isFile = type === 'file' || type === 'contiguous-file'
    const inside = `${name}/${inner}`
    if (!isFile || !isWanted(inner, name, onSkipped)) entry.resume()
    else if (size > mostBytes) {
      entry.resume()
      yield failing(inside, tooLarge())
    } else yield held(inside, mtime, await buffer(entry))
  }
}

function isWanted(inner: string, name: string, onSkipped: OnSkipped): boolean {
  const isHidden = inner.split('/').some((part) => (part.startsWith('.') && part !== '.') || part === '__MACOSX')
  if (isHidden || !isPictureName(posix.basename(inner)))
    onSkipped(`${name}/${inner}`, isHidden ? 'hidden' : 'no-picture')
  return !isHidden && isPictureName(inner)
}

const held = (name: string, modified: Date, bytes: Buffer): Photo => ({
  name,
  open: async () => ({ size: bytes.length, modified: modified.toISOString(), stream: () => Readable.from([bytes]) }),
})

const failing = (name: string, error: PhotoUnreadableError): Photo => ({ name, open: () => Promise.reject(error) })

const tooLarge = () => new PhotoUnreadableError('file-too-large', 'It has more than 512 MB.')

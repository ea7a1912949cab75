import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { PlumbError } from '#domain/errors.ts'

/** Where a photo of a command line is. */
export interface PhotoFile {
  /** Where it is, absolute. */
  readonly path: string
  /** Its name in the results, with slashes. */
  readonly name: string
}

/** What tells whether a photo is still the one that was scored. */
export interface PhotoVersion {
  /** Bytes. */
  readonly size: number
  /** ISO 8601. */
  readonly modified: string
}

/** A photo to be scored, wherever its bytes are. */
export interface Photo {
  /** Its name in the results, with slashes. */
  readonly name: string
  /** @throws PhotoUnreadableError */
  open(): Promise<OpenPhoto>
}

export interface OpenPhoto extends PhotoVersion {
  /** All of its bytes, as often as asked for. */
  stream(): Readable
}

export class PhotoUnreadableError extends PlumbError {
  override readonly name = 'PhotoUnreadableError'
  readonly remedy = 'Check its path, and whether you may read it.'
  constructor(
    readonly code: 'file-missing' | 'file-unreadable' | 'archive-damaged' | 'file-too-large',
    message: string,
  ) {
    super(message)
  }
}

export const filePhoto = ({ path, name }: PhotoFile): Photo => ({
  name,
  async open() {
    try {
      const { size, mtime } = await stat(path)
      await access(path, constants.R_OK)
      return { size, modified: mtime.toISOString(), stream: () => createReadStream(path) }
    } catch (thrown) {
      const isMissing = (thrown as NodeJS.ErrnoException).code === 'ENOENT'
      throw isMissing
        ? new PhotoUnreadableError('file-missing', 'The file cannot be opened: it is not there.')
        : new PhotoUnreadableError('file-unreadable', 'The file cannot be opened.')
    }
  },
})

import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { partOf } from './outputs.ts'

/** A file that is written beside its place, and takes it when it is whole. */
export interface PartFile {
  write(data: string | Uint8Array): void
  /** Nothing more is written; it stays beside its place. */
  close(): void
  /** Moves it to its place, in one step. */
  commit(): void
}

/**
 * @param replaces  whether a part that an earlier run left is written over
 * @throws Error where there is one, else
 */
export function createPartFile(path: string, replaces = false): PartFile {
  const part = partOf(path)
  const file = openSync(part, replaces ? 'w' : 'wx')
  return {
    write(data) {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data
      for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from)
    },
    close() {
      fsyncSync(file)
      closeSync(file)
    },
    commit: () => renameSync(part, path),
  }
}

/** Writes a file that is in memory: beside its place first, so that it is never half there. */
export function writeWhole(path: string, text: string): void {
  const file = createPartFile(path, true)
  file.write(text)
  file.close()
  file.commit()
}

import { createPartFile } from '../../cli/part-file.ts'
import type { Output } from './output.ts'

/** A line a photo: whole after each, whatever ends the run. */
export function createNdjsonFile(path: string, replaces: boolean): Output {
  const file = createPartFile(path, replaces)
  return {
    add: (photo) => file.write(`${JSON.stringify(photo)}\n`),
    end: () => file.close(),
    commit: file.commit,
  }
}

export const isNdjsonOfOurs = (start: string): boolean => start.startsWith('{"by":"plumb ')

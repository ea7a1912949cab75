import { closeSync, createReadStream, existsSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { partOf } from '../cli/outputs.ts'
import type { PhotoVersion } from './inputs/photo.ts'
import { hasCrashed, lineKey, type PhotoLine } from './photo-line.ts'

/** The photos that earlier runs finished. */
export interface Journal {
  /** What is known of that state of a file; null where it is to be scored. */
  find(by: string, file: string, version: PhotoVersion): PhotoLine | null
  /** The run is whole: what was set aside for going on is in its NDJSON. */
  end(): void
}

export const emptyJournal: Journal = { find: () => null, end: () => {} }

/** What earlier runs finished that were cut off while they went on, so that a run can be cut off as often as it likes. */
export const asideOf = (path: string) => `${path}.resume`

interface Place {
  readonly file: number
  readonly offset: number
  readonly length: number
}

/**
 * Reads what earlier runs have written to an NDJSON: whole, in part, or set aside.
 * @param path  of the NDJSON; its part is set aside, so that a new one can be written
 */
export async function openJournal(path: string): Promise<Journal> {
  const aside = asideOf(path)
  if (existsSync(partOf(path))) {
    // Where this is cut off, the same lines are set aside once more, and the last of equals counts.
    const file = openSync(aside, 'a')
    for await (const { text } of wholeLines(partOf(path))) writeSync(file, text)
    closeSync(file)
    unlinkSync(partOf(path))
  }
  const places = new Map<string, Place>()
  const files: number[] = []
  for (const each of [path, aside].filter((file) => existsSync(file))) {
    const file = openSync(each, 'r')
    files.push(file)
    for await (const { text, offset, length } of wholeLines(each)) {
      const line = parseLine(text)
      if (line?.size == null || line.modified === null || hasCrashed(line)) continue
      places.set(lineKey(line.by, line.file, { size: line.size, modified: line.modified }), { file, offset, length })
    }
  }
  return {
    find(by, file, version) {
      const place = places.get(lineKey(by, file, version))
      if (!place) return null
      const bytes = Buffer.alloc(place.length)
      readSync(place.file, bytes, 0, place.length, place.offset)
      return parseLine(bytes.toString())
    },
    end() {
      for (const file of files) closeSync(file)
      if (existsSync(aside)) unlinkSync(aside)
    },
  }
}

/** Null where a run was killed in the middle of it. */
function parseLine(text: string): PhotoLine | null {
  try {
    return JSON.parse(text) as PhotoLine
  } catch {
    return null
  }
}

const newline = 10

/** The lines of a file with their places in bytes; a last one without its end is left out. */
async function* wholeLines(path: string): AsyncGenerator<{ text: string; offset: number; length: number }> {
  let offset = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path)) {
    rest = Buffer.concat([rest, chunk as Buffer])
    let from = 0
    for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline, from)) {
      const length = end + 1 - from
      yield { text: rest.toString('utf8', from, end + 1), offset, length }
      offset += length
      from = end + 1
    }
    rest = rest.subarray(from)
  }
}

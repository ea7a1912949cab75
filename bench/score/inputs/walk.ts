import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { isPictureName } from '#domain/picture-file/names.ts'
import type { PhotoFile } from './photo.ts'
import type { OnSkipped, SkipReason } from './skipped.ts'

/** Walks files and folders. Each photo and folder is met once, however many links and arguments lead there. */
export interface Walk {
  /**
   * The photo at a path, or those below it, in the order of their names; a file is a photo whatever its name. What is not
   * there is a photo too, for its reading to fail.
   * @param name  of that path in the results
   */
  at(path: string, name: string): Generator<PhotoFile>
}

export function createWalk(onSkipped: OnSkipped): Walk {
  /** Real paths. */
  const met = new Set<string>()

  function* folder(path: string, name: string, above: readonly string[]): Generator<PhotoFile> {
    const real = realpathSync(path)
    if (above.includes(real)) return onSkipped(name, 'loop')
    if (met.has(real)) return onSkipped(name, 'twice')
    met.add(real)
    let entries: readonly Dirent[]
    try {
      entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    } catch {
      return onSkipped(name, 'unreadable')
    }
    for (const entry of entries) yield* child(join(path, entry.name), join(name, entry.name), entry, [...above, real])
  }

  function* child(path: string, name: string, entry: Dirent, above: readonly string[]): Generator<PhotoFile> {
    const kind = entry.isFile() || entry.isDirectory() ? entry : kindOf(path)
    if (typeof kind === 'string') return onSkipped(name, kind)
    if (kind.isDirectory()) {
      if (entry.name.startsWith('.')) onSkipped(name, 'hidden')
      else yield* folder(path, name, above)
    } else if (!kind.isFile()) onSkipped(name, specialKind(kind))
    else if (!isPictureName(entry.name)) onSkipped(name, 'no-picture')
    else yield* photo(path, name)
  }

  function* photo(path: string, name: string): Generator<PhotoFile> {
    const real = realpathSync(path)
    if (met.has(real)) return onSkipped(name, 'twice')
    met.add(real)
    yield { path, name: name.split(sep).join('/') }
  }

  return {
    *at(path, name) {
      const kind = kindOf(path)
      if (kind === 'loop') onSkipped(name, kind)
      else if (typeof kind === 'string') yield { path, name }
      else if (kind.isDirectory()) yield* folder(path, name, [])
      else if (kind.isFile()) yield* photo(path, name)
      else onSkipped(name, specialKind(kind))
    },
  }
}

/** What a link leads to, or anything else; a pipe is not opened. */
function kindOf(path: string): Stats | Extract<SkipReason, 'broken-link' | 'loop'> {
  try {
    return statSync(path)
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ELOOP' ? 'loop' : 'broken-link'
  }
}

const specialKind = (kind: Pick<Stats, 'isFIFO' | 'isSocket'>) =>
  kind.isFIFO() ? 'pipe' : kind.isSocket() ? 'socket' : 'device'

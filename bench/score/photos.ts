import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { isPictureName } from '#domain/picture-file/names.ts'

export interface PhotoFile {
  /** Where it is, absolute. */
  readonly path: string
  /** Its name in the results: relative to the folder that all inputs share, with slashes. */
  readonly name: string
}

/**
 * The photos that a command line names: files as they are, folders with every picture below them but in hidden folders,
 * in the order of the arguments and then of the names. What is not there stays in the list, for its reading to fail.
 */
export function findPhotos(inputs: readonly string[]): readonly PhotoFile[] {
  const found = inputs.map((input) => {
    const path = resolve(input)
    return isFolder(path) ? { folder: path, paths: picturesBelow(path) } : { folder: dirname(path), paths: [path] }
  })
  const shared = found.map(({ folder }) => folder).reduce(sharedFolder)
  const paths = [...new Set(found.flatMap(({ paths }) => paths))]
  return paths.map((path) => ({ path, name: relative(shared, path).split(sep).join('/') }))
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function picturesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name.startsWith('.') ? [] : picturesBelow(path)
    return isPictureName(entry.name) ? [path] : []
  })
}

function sharedFolder(one: string, other: string): string {
  let folder = one
  while (relative(folder, other).startsWith('..') && basename(folder) !== '') folder = dirname(folder)
  return folder
}

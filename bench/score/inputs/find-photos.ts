import { statSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import type { PhotoFile } from './photo.ts'
import type { OnSkipped } from './skipped.ts'
import { createWalk } from './walk.ts'

/**
 * The photos that a command line names: files as they are, folders with every picture below them but in hidden folders,
 * in the order of the arguments and then of the names. Their names are relative to the folder that all inputs share. What
 * is not there stays in the list, for its reading to fail.
 */
export function findPhotos(inputs: readonly string[], onSkipped: OnSkipped = () => {}): readonly PhotoFile[] {
  const paths = inputs.map((input) => resolve(input))
  const shared = paths.map((path) => (isFolder(path) ? path : dirname(path))).reduce(sharedFolder)
  const walk = createWalk(onSkipped)
  return paths.flatMap((path) => [...walk.at(path, relative(shared, path))])
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function sharedFolder(one: string, other: string): string {
  let folder = one
  while (relative(folder, other).startsWith('..') && basename(folder) !== '') folder = dirname(folder)
  return folder
}

import { PlumbError } from '../errors.ts'

/** Two names of a list that are one file's. */
export class NameClashError extends PlumbError {
  override readonly name = 'NameClashError'
  readonly code = 'names-clash'
  readonly remedy = 'Put the files into the folders that the list names, or give each file one name in it.'

  constructor(one: string, other: string, file: string) {
    super(`${one} and ${other} are two names of a list, and there is one ${file} for both.`)
  }
}

/**
 * The place of each name's file; null where no file answers to it, or several do.
 * @throws NameClashError where two names are one file's; the same name with other slashes is one name
 */
export function placesOf(files: readonly string[], names: readonly string[]): ReadonlyMap<string, number | null> {
  const placeOf = nameMatcher(files)
  const places = new Map(names.map((name) => [name, placeOf(name)]))
  const taken = new Map<number, string>()
  for (const [name, place] of places) {
    if (place === null) continue
    const before = taken.get(place) ?? name
    if (partsOf(before).join('/') !== partsOf(name).join('/')) throw new NameClashError(before, name, files[place]!)
    taken.set(place, before)
  }
  return places
}

/**
 * Finds files by names that may have more or fewer folders before them than the files' own: as much of the path's end as
 * both have must be the same.
 * @returns  the place of a name's file in the list; null where no file answers to the name, or several do
 */
function nameMatcher(files: readonly string[]): (name: string) => number | null {
  const byName = new Map<string | undefined, { readonly index: number; readonly parts: readonly string[] }[]>()
  for (const [index, file] of files.entries()) {
    const parts = partsOf(file)
    const alike = byName.get(parts[0])
    if (alike) alike.push({ index, parts })
    else byName.set(parts[0], [{ index, parts }])
  }
  return (name) => {
    const wanted = partsOf(name)
    const found = (byName.get(wanted[0]) ?? []).filter(({ parts }) =>
      parts.every((part, i) => i >= wanted.length || part === wanted[i]),
    )
    return found.length === 1 ? found[0]!.index : null
  }
}

/** From the file's name up. */
const partsOf = (path: string) => path.split(/[\\/]/).filter(Boolean).reverse()

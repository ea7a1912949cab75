/**
 * Finds files by names that may have more or fewer folders before them than the files' own: as much of the path's end as
 * both have must be the same.
 * @returns  the place of a name's file in the list; null where no file answers to the name, or several do
 */
export function nameMatcher(files: readonly string[]): (name: string) => number | null {
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

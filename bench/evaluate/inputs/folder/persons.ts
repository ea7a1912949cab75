import { type ListedPair, personOf } from '#domain/evaluation/pair-list.ts'

/**
 * Who is on each image that a pair list compares. Images of one name show one person, and those of a genuine pair do;
 * where the list itself has an impostor pair of one name, names tell nothing and the pairs alone count.
 * @returns  by file; the same word for the same person
 */
export function personsOf(pairs: readonly ListedPair[]): ReadonlyMap<string, string> {
  const namesTell = !pairs.some(({ one, other, isGenuine }) => !isGenuine && personOf(one) === personOf(other))
  const parents = new Map<string, string>()
  const nameOf = (file: string) => (namesTell ? personOf(file) : file)
  const rootOf = (name: string): string => {
    let root = name
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up
    return root
  }
  for (const { one, other, isGenuine } of pairs) {
    if (!isGenuine) continue
    const [root, otherRoot] = [rootOf(nameOf(one)), rootOf(nameOf(other))]
    if (root !== otherRoot) parents.set(otherRoot, root)
  }
  return new Map(pairs.flatMap(({ one, other }) => [one, other].map((file) => [file, rootOf(nameOf(file))])))
}

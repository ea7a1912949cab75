/** Names that are given out, each once. */
export interface Names {
  /** `image.png`, or `image (2).png` where that is taken. */
  take(name: string): string
}

/** @param taken  names that are in use already */
export function createNames(taken: Iterable<string> = []): Names {
  const given = new Set(taken)
  /** Where the search for the next free one goes on, by name: thousands may be called alike. */
  const counts = new Map<string, number>()
  return {
    take(name) {
      const [, stem, extension = ''] = /^(.*?)(\.[^./]*)?$/s.exec(name)!
      let count = counts.get(name) ?? 1
      let free = name
      while (given.has(free)) free = `${stem} (${++count})${extension}`
      counts.set(name, count)
      given.add(free)
      return free
    },
  }
}

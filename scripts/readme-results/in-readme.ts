const marks = ['<!-- made of public/evidence/results.json by npm run readme -->', '<!-- until here -->'] as const

/** Where README has no place for what is made. */
class NoMarksError extends Error {
  override readonly name = 'NoMarksError'
  constructor() {
    super(`README.md lacks the marks ${marks.join(' and ')}.`)
  }
}

/**
 * README with another section between its two marks.
 * @throws NoMarksError
 */
export function withSection(readme: string, section: string): string {
  const [from, to] = marks.map((mark) => readme.indexOf(mark)) as [number, number]
  if (from < 0 || to < from) throw new NoMarksError()
  return `${readme.slice(0, from)}${marks[0]}\n\n${section}\n${readme.slice(to)}`
}

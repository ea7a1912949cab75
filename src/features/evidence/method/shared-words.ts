/**
 * What texts have in common, sentence by sentence, so that it is said once.
 * @returns  the sentences that all of them have, and of each text those that it has besides; of one text all are its own
 */
export function sharedWords(texts: readonly string[]): { readonly shared: string; readonly own: readonly string[] } {
  const sentences = texts.map((text) => text.split(/(?<=[.!?])\s+(?=\p{Lu})/u).filter(Boolean))
  const [first = [], ...others] = sentences
  const shared = others.length > 0 ? first.filter((each) => others.every((other) => other.includes(each))) : []
  return {
    shared: shared.join(' '),
    own: sentences.map((each) => each.filter((sentence) => !shared.includes(sentence)).join(' ')),
  }
}

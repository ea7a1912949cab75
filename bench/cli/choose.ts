import { PlumbError } from '#domain/errors.ts'

/** A name on the command line that stands for nothing. */
export class UnknownChoiceError extends PlumbError {
  override readonly name = 'UnknownChoiceError'
  readonly code = 'unknown-choice'
  readonly remedy: string

  constructor(kind: string, id: string, known: readonly string[]) {
    super(`There is no ${kind} ${id}; there are ${known.join(', ')}.`)
    this.remedy = `Name one of them, or leave the option out.`
  }
}

/**
 * The items that a comma-separated list names, in their own order.
 * @param list  `all` for all; where it is missing, those that `usual` says
 * @throws UnknownChoiceError
 */
export function choose<Item extends { readonly id: string }>(
  kind: string,
  items: readonly Item[],
  list: string | undefined,
  usual: (item: Item) => boolean,
): readonly Item[] {
  if (list === undefined) return items.filter(usual)
  if (list === 'all') return items
  const ids = list.split(',').map((id) => id.trim())
  const known = items.map(({ id }) => id)
  for (const id of ids) if (!known.includes(id)) throw new UnknownChoiceError(kind, id, known)
  return items.filter(({ id }) => ids.includes(id))
}

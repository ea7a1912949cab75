/**
 * Works on several items at once and gives the results in the items' own order. It reads no further ahead than `ahead`, so
 * that memory stays flat.
 * @param signal  where it fires, no more is begun; what is done by then still comes
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  ahead: number,
  work: (item: Item) => Promise<Result>,
  signal: AbortSignal,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = []
  const next = async () => {
    try {
      return { result: await begun.shift()! }
    } catch (thrown) {
      // What was under way when it fired.
      if (signal.aborted) return null
      throw thrown
    }
  }
  try {
    for await (const item of items) {
      if (signal.aborted) break
      const result = work(item)
      // It is heard when its turn comes.
      result.catch(() => {})
      begun.push(result)
      const done = begun.length >= ahead ? await next() : null
      if (done) yield done.result
    }
  } catch (thrown) {
    // Reading the items ends by the signal too.
    if (!signal.aborted) throw thrown
  }
  while (begun.length > 0) {
    const done = await next()
    if (done) yield done.result
  }
}

import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/**
 * The names in a list: one a line, or with a NUL after each, as `find -print0` writes them. Millions pass through without
 * being kept.
 */
export async function* readList(list: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let separator: RegExp | null = null
  let rest = ''
  for await (const bytes of list) {
    const text: string = rest + decoder.write(bytes)
    separator ??= text.includes('\0') ? /\0/ : /\r?\n/.test(text) ? /\r?\n/ : null
    const names: string[] = separator ? text.split(separator) : [text]
    rest = names.pop() ?? ''
    for (const name of names) if (name !== '') yield name
  }
  rest += decoder.end()
  if (rest !== '') yield rest
}

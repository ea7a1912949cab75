import latin from '@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2?url'
import { FontError } from './errors.ts'

let coming: Promise<string> | null = null

/**
 * CSS that has the page's font in it, for pictures that leave alone: its Latin letters, which all labels are made of.
 * @throws FontError
 */
export function fontRule(): Promise<string> {
  coming ??= load()
  coming.catch(() => {
    coming = null
  })
  return coming
}

async function load(): Promise<string> {
  const response = await fetch(latin).catch((cause: unknown) => {
    throw new FontError(cause)
  })
  if (!response.ok) throw new FontError(new Error(`The server answers ${response.status}.`))
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = bytes.reduce((all, byte) => all + String.fromCharCode(byte), '')
  return `@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(data:font/woff2;base64,${btoa(text)}) format("woff2")}`
}

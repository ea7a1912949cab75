import { readFileSync, writeFileSync } from 'node:fs'
import { decode } from './picture.ts'
import { samples } from './samples.ts'

const folder = new URL('../../public/samples/', import.meta.url)
const source = decode(readFileSync(new URL('straight.jpg', folder)))
for (const [name, make] of Object.entries(samples)) {
  const bytes = make(source)
  writeFileSync(new URL(name, folder), bytes)
  console.log(`${name}  ${bytes.length} bytes`)
}

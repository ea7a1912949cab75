import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { headers } from './headers.ts'

const docs = readFileSync('docs/hosting.md', 'utf8')

it.each([
  ['nginx', (name: string, value: string) => `add_header ${name} "${value}" always;`],
  ['Apache', (name: string, value: string) => `Header always set ${name} "${value}"`],
])('docs/hosting.md has every header for %s', (_, line) => {
  for (const [name, value] of Object.entries(headers)) expect(docs).toContain(line(name, value))
})

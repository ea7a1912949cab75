import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { drawnLists, drawnPictures } from './drawn-set.ts'

const folder = new URL('../../bench/evaluate/fixtures/drawn/', import.meta.url)
for (const [file, draw] of drawnPictures) {
  const path = new URL(`images/${file}`, folder).pathname
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, await draw())
}
for (const [name, text] of Object.entries(drawnLists)) writeFileSync(new URL(name, folder), text)
console.log(`${drawnPictures.size} pictures`)

/** `npm run models`: rebuilds MediaPipe's models in public/models and their part of the manifest. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '#domain/quality/manifest.ts'
import { buildAssets } from './assets.ts'

const models = join(import.meta.dirname, '../../public/models')
const manifestFile = join(models, 'manifest.json')

mkdirSync(models, { recursive: true })
const assets = buildAssets()
for (const { entry, bytes } of assets) {
  writeFileSync(join(models, entry.file), bytes)
  console.log(`${entry.sha256}  ${String(entry.bytes).padStart(8)}  public/models/${entry.file}`)
}

const manifest: Manifest = existsSync(manifestFile)
  ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest)
  : { schema: 1, models: [], assets: [] }
const entries = assets.map(({ entry }) => entry)
// Left as it is where nothing changed: the models' part is written by distill, with its own formatting of numbers.
if (JSON.stringify(manifest.assets) !== JSON.stringify(entries)) {
  writeFileSync(manifestFile, `${JSON.stringify({ ...manifest, assets: entries }, null, 2)}\n`)
}

import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const BUILT = 'dist/index.html'

/** Everything whose change makes a build stale. */
const SOURCES = [
  'index.html',
  'headless.html',
  'package-lock.json',
  'vite.config.ts',
  'scripts/evidence-files.ts',
  'public',
  'src',
]

/** Builds the app into dist/ where there is no build or a source is newer than it. */
export async function ensureBuilt(): Promise<void> {
  if (!isStale()) return
  process.stderr.write('Building Plumb …\n')
  // It takes a second to load, and is not there where Plumb is installed ready built.
  const { build } = await import('vite')
  await build({ logLevel: 'warn' })
}

function isStale(): boolean {
  // What is installed from a package comes built, and without what builds it.
  if (!existsSync('vite.config.ts')) return false
  if (!existsSync(BUILT)) return true
  const built = statSync(BUILT).mtimeMs
  return SOURCES.filter(existsSync).some((source) => newest(source) > built)
}

/** Latest change of a file, or of anything below a folder, in milliseconds; a deletion shows in its folder's own time. */
function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

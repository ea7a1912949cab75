import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Import = readonly [file: string, specifier: string]

const forbidden: readonly Import[] = [
  ['src/domain/quality/a.ts', '#inference/models/b.ts'],
  ['src/domain/quality/a.ts', '#engine/b.ts'],
  ['src/domain/quality/a.ts', '../../engine/b.ts'],
  ['src/domain/quality/a.ts', '#ui/b.ts'],
  ['src/inference/models/a.ts', '#engine/b.ts'],
  ['src/inference/models/a.ts', '#stores/b.ts'],
  ['src/inference/models/a.ts', '../../engine/b.ts'],
  ['src/engine/a.ts', '#features/photos/b.ts'],
  ['src/engine/a.ts', '../features/photos/b.ts'],
  ['src/ui/a.ts', '#app/b.ts'],
  ['src/ui/score/a.ts', '../../features/photos/b.ts'],
  ['src/stores/a.ts', '#features/photos/b.ts'],
  ['src/features/photos/a.ts', '#app/b.ts'],
  ['src/features/photos/a.ts', '#features/lab/b.ts'],
  ['src/features/photos/a.ts', '../lab/b.ts'],
  ['src/features/named-tomorrow/a.ts', '#features/photos/b.ts'],
  ['bench/a.ts', '#app/b.ts'],
  ['bench/a.ts', '../src/features/photos/b.ts'],
]

const allowed: readonly Import[] = [
  ['src/domain/quality/a.ts', '#domain/geometry/b.ts'],
  ['src/domain/quality/a.ts', '../geometry/b.ts'],
  ['src/inference/models/a.ts', '#domain/geometry/b.ts'],
  ['src/inference/models/a.ts', '#inference/faces/b.ts'],
  ['src/engine/a.ts', '#inference/models/b.ts'],
  ['src/ui/a.ts', '#engine/b.ts'],
  ['src/stores/a.ts', '#engine/b.ts'],
  ['src/features/photos/a.ts', '#ui/b.ts'],
  ['src/features/photos/a.ts', './b.ts'],
  ['src/app/a.ts', '#features/photos/b.ts'],
  ['bench/a.ts', '#domain/quality/b.ts'],
]

const all = [...forbidden, ...allowed]

describe('imports point down: app → features → ui, stores, engine → inference, domain', () => {
  const root = mkdtempSync(join(tmpdir(), 'layers-'))
  let reported: ReadonlySet<number>

  beforeAll(() => {
    reported = lintOneImportAFile(root)
  })
  afterAll(() => rmSync(root, { recursive: true }))

  it.each(forbidden)('%s may not import %s', (...wanted) => {
    expect(reported.has(indexOf(wanted))).toBe(true)
  })

  it.each(allowed)('%s may import %s', (...wanted) => {
    expect(reported.has(indexOf(wanted))).toBe(false)
  })
})

const indexOf = ([file, specifier]: Import) => all.findIndex(([f, s]) => f === file && s === specifier)

/** Writes every import into a file of its own, in its room, and returns the indices of those that the linter refuses. */
function lintOneImportAFile(root: string): ReadonlySet<number> {
  const { vcs: _, ...config } = JSON.parse(readFileSync('biome.json', 'utf8')) as Record<string, unknown>
  writeFileSync(join(root, 'biome.json'), JSON.stringify({ ...config, root: true }))
  all.forEach(([file, specifier], index) => {
    const path = join(root, dirname(file), `case-${index}.ts`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `import { thing } from '${specifier}'\n\nthing()\n`)
  })
  const { stdout } = spawnSync(
    process.execPath,
    [resolve('node_modules/@biomejs/biome/bin/biome'), 'lint', '--reporter=github', '--max-diagnostics=none', '.'],
    { cwd: root, encoding: 'utf8' },
  )
  const refused = stdout.matchAll(/title=lint\/style\/noRestrictedImports,file=[^,]*case-(\d+)\.ts/g)
  return new Set([...refused].map((match) => Number(match[1])))
}

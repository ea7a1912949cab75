import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', ...args], { encoding: 'utf8', timeout: 60_000 })

/** A folder in which a person stands who calls npm from there. */
function standIn(): { readonly folder: string; readonly env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(join(tmpdir(), 'plumb-standing-'))
  return { folder, env: { ...process.env, INIT_CWD: folder, npm_package_json: resolve('package.json') } }
}

it.each(['bench/score.ts', 'bench/rescore.ts', 'bench/evaluate.ts'])(
  '%s explains itself with an example',
  (command) => {
    const { status, stdout, stderr } = run(command, '--help')
    expect(stdout).toMatch(/^Usage: npm run [\s\S]*^Example: npm run /m)
    expect([status, stderr]).toEqual([0, ''])
  },
  60_000,
)

it.each([
  ['no photo', ['bench/score.ts'], 'Name at least one photo or folder.'],
  ['an unknown option', ['bench/score.ts', 'e2e/photos', '--fast'], '--fast'],
  ['an unknown backend', ['bench/score.ts', 'e2e/photos', '--backend', 'cuda'], 'There is no backend cuda.'],
  [
    'an unknown model',
    ['bench/score.ts', 'e2e/photos', '--model', 'xl'],
    'There is no model xl. These can be asked for: plumb-m',
  ],
  ['an unknown protocol', ['bench/score.ts', 'e2e/photos', '--stability', 'p7'], '--stability takes none, p6, p24'],
  ['no job', ['bench/score.ts', 'e2e/photos', '--jobs', '0'], '--jobs takes a whole number'],
  ['nothing to go on from', ['bench/score.ts', 'e2e/photos', '--resume'], 'a file that --ndjson names'],
  ['photos and a list', ['bench/score.ts', 'e2e/photos', '--list', '-'], 'or a list of them'],
  ['no record', ['bench/rescore.ts', '--photos', 'e2e/photos'], 'Name one result record.'],
  ['no folder', ['bench/evaluate.ts', '--out', 'figures.json'], 'Name a folder of faces with --data.'],
  ['no file', ['bench/evaluate.ts', '--data', 'faces'], 'Name the file for the figures with --out, or'],
  ['crops of groups', ['bench/evaluate.ts', '--groups', 'a', '--crops', 'b'], 'Name a folder of faces with --data.'],
  ['both', ['bench/evaluate.ts', '--data', 'a', '--out', 'a.json', '--crops', 'b'], '--crops measures nothing'],
  ['a file of others', ['bench/evaluate.ts', '--data', 'faces', '--out', 'package.json'], '--out would replace'],
  ['no name', ['bench/evaluate.ts', '--data', 'faces', '--out', 'a.json', '--scores', 'b.csv'], 'takes NAME=FILE'],
  [
    'no model',
    ['bench/evaluate.ts', '--data', 'faces', '--out', 'a.json', '--judge', 'b.onnx'],
    `There is no file ${resolve('b.onnx')}`,
  ],
  ['a record that is none', ['bench/rescore.ts', 'package.json', '--photos', 'e2e/photos'], 'This is no result record'],
])(
  'leaves with 2 for %s',
  (_, args, words) => {
    const { status, stdout, stderr } = run(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(words)
    expect(stderr).toContain('Usage:')
  },
  60_000,
)

it('score reads and writes where the person stands, and replaces no photo', () => {
  const { folder, env } = standIn()
  try {
    for (const name of ['one.jpg', 'two.jpg']) copyFileSync('e2e/photos/astronaut.jpg', join(folder, name))
    const score = (...args: readonly string[]) =>
      spawnSync(process.execPath, ['--import', 'tsx', 'bench/score.ts', ...args], { encoding: 'utf8', env })
    // What a shell makes of --csv *.jpg
    const photo = score('--csv', 'one.jpg', 'two.jpg')
    expect([photo.status, photo.stdout]).toEqual([2, ''])
    expect(photo.stderr).toContain(`--csv would replace ${join(folder, 'one.jpg')}`)
    const twice = score('one.jpg', '--csv', 'scores', '--json', './scores')
    expect(twice.stderr).toContain('--csv and --json name the same file.')
    expect(readFileSync(join(folder, 'one.jpg'))).toEqual(readFileSync('e2e/photos/astronaut.jpg'))
    expect(readdirSync(folder)).toEqual(['one.jpg', 'two.jpg'])
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 120_000)

it('plumb runs the same commands, from wherever one stands', () => {
  const { folder } = standIn()
  try {
    copyFileSync('e2e/photos/astronaut.jpg', join(folder, 'one.jpg'))
    const plumb = (...args: readonly string[]) =>
      spawnSync(process.execPath, [resolve('bin/plumb.js'), ...args], { encoding: 'utf8', cwd: folder })
    expect(plumb('score', '--help').stdout).toMatch(/^Usage: npm run score/m)
    const refused = plumb('score', 'one.jpg', '--csv', 'one.jpg')
    expect(refused.stderr).toContain('one.jpg, which is among the inputs.')
    expect(refused.status).toBe(2)
    expect(plumb('dance').stderr).toContain('There is no command dance.')
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 120_000)

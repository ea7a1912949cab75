import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', ...args], { encoding: 'utf8', timeout: 60_000 })

it.each(['bench/score.ts', 'bench/rescore.ts'])(
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
  ['no record', ['bench/rescore.ts', '--photos', 'e2e/photos'], 'Name one result record.'],
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

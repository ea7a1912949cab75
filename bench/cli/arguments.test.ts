import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', ...args], { encoding: 'utf8', timeout: 60_000 })

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
  ['no record', ['bench/rescore.ts', '--photos', 'e2e/photos'], 'Name one result record.'],
  ['no folder', ['bench/evaluate.ts', '--out', 'figures.json'], 'Name a folder of faces with --data.'],
  ['no file', ['bench/evaluate.ts', '--data', 'faces'], 'Name the file for the figures with --out, or'],
  ['crops of groups', ['bench/evaluate.ts', '--groups', 'a', '--crops', 'b'], 'Name a folder of faces with --data.'],
  ['both', ['bench/evaluate.ts', '--data', 'a', '--out', 'a.json', '--crops', 'b'], '--crops measures nothing'],
  ['no name', ['bench/evaluate.ts', '--data', 'faces', '--out', 'a.json', '--scores', 'b.csv'], 'takes NAME=FILE'],
  [
    'no model',
    ['bench/evaluate.ts', '--data', 'faces', '--out', 'a.json', '--judge', 'b.onnx'],
    'There is no file b.onnx',
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

import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { ResultRecord } from '../src/domain/quality/record.ts'
import { faceOf, SMALL } from './app.ts'
import { ASTRONAUT, makePhotos } from './photos.ts'

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', ...args], { encoding: 'utf8' })

test('a folder is scored by the student asked for, a bad file is named and skipped, and the record scores the same again', async ({
  browserName: _,
}, info) => {
  test.slow()
  const folder = info.outputPath('photos')
  const [csv, json] = [info.outputPath('scores.csv'), info.outputPath('scores.json')]
  await makePhotos(folder, ['text.jpg'])
  copyFileSync(ASTRONAUT, join(folder, 'astronaut.jpg'))

  const scored = run('bench/score.ts', folder, '--csv', csv, '--json', json, '--model', SMALL, '--backend', 'wasm')
  expect(scored.status, scored.stderr).toBe(1)
  expect(scored.stdout).toContain('astronaut.jpg')
  expect(scored.stdout).not.toContain('text.jpg')
  expect(scored.stderr).toContain('text.jpg: Cannot be read here.')

  const record = JSON.parse(readFileSync(json, 'utf8')) as ResultRecord
  expect(Object.keys(faceOf(record, 'astronaut.jpg').scores)).toEqual([SMALL, `${SMALL}-baseline`])
  expect(record.failed.map(({ file }) => file)).toEqual(['text.jpg'])
  expect(readFileSync(csv, 'utf8').trim().split(/\r?\n/)).toHaveLength(3)

  const again = run('bench/rescore.ts', json, '--photos', folder)
  expect(again.status, again.stderr).toBe(0)
})

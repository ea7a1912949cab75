import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { ALIGNS_ITSELF } from './app.ts'
import { ASTRONAUT } from './photos.ts'

const save = (folder: string) =>
  spawnSync(
    process.execPath,
    ['--import', 'tsx', 'bench/score.ts', ASTRONAUT, '--save-crops', folder, '--backend', 'wasm'],
    {
      encoding: 'utf8',
    },
  )

test('crops are saved as the student cuts them, 112 × 112', async ({ browserName: _ }, info) => {
  test.skip(!ALIGNS_ITSELF, 'the released student does not align itself')
  test.slow()
  const folder = info.outputPath('crops')
  const { status, stderr } = save(folder)
  expect(status, stderr).toBe(0)
  expect(readdirSync(folder)).toEqual(['astronaut.jpg-0.png'])
  const { width, height, format } = await sharp(`${folder}/astronaut.jpg-0.png`).metadata()
  expect([width, height, format]).toEqual([112, 112, 'png'])
})

test('no crops are saved where that cannot be, and a word says why', ({ browserName: _ }, info) => {
  const file = info.outputPath('file')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
  const { status, stderr } = save(file)
  expect(status).toBe(2)
  expect(stderr).toContain(ALIGNS_ITSELF ? 'is a file' : 'needs a student that aligns itself')
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { similarity } from '#domain/geometry/similarity.ts'
import { warp } from '#domain/geometry/warp.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import { openModel, readManifest } from '#inference/models/node.ts'
import { decodeFile } from './rescore/decode.ts'

// Its twin in Python is tested beside the Python code.
describe('the TypeScript example of the README', () => {
  let folder: string
  let path: string
  let expected: { readonly raw: number; readonly score: number }

  beforeAll(async () => {
    const { raster } = await decodeFile('e2e/photos/astronaut.jpg')
    const crop = warp(raster, similarity<'working', 'crop'>(0.82, 0, -128, -32))
    folder = mkdtempSync(join(tmpdir(), 'plumb-crop-'))
    path = join(folder, 'crop.png')
    await sharp(crop.data, { raw: { width: 112, height: 112, channels: 3 } })
      .png()
      .toFile(path)
    const entry = (await readManifest('public/models')).models.find(({ role }) => role === 'student')!
    const [raw] = await (await openModel('public/models', entry)).run(toTensor([crop]).data, 1)
    expected = { raw: raw!, score: scoreOf(raw!, entry.scale) }
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('scores a crop as the app does', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'examples/score-crop.ts', path], {
      encoding: 'utf8',
    })
    const [, raw, score] = /raw (\S+) score (\S+)/.exec(stdout) ?? []
    expect(Number(raw), stderr).toBeCloseTo(expected.raw, 3)
    expect(Math.abs(Number(score) - expected.score), stderr).toBeLessThan(0.2)
  }, 60_000)
})

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mendCrop } from '#domain/alignment/self-alignment.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { compose, similarity, turnAndScale } from '#domain/geometry/similarity.ts'
import { faceCentre } from '#domain/geometry/template.ts'
import { warp } from '#domain/geometry/warp.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import { locator as locatorOf } from '#inference/models/locator.ts'
import { openModel, readManifest } from '#inference/models/node.ts'
import { decodeFile } from './rescore/decode.ts'

// Their twins in Python are tested beside the Python code.
describe('the TypeScript example that scores a crop', () => {
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

const { locator } = await readManifest('public/models')

describe.skipIf(!locator)('the TypeScript example that mends crops', () => {
  let folder: string
  const at = (...names: readonly string[]) => join(folder, ...names)
  const proper = similarity<'working', 'crop'>(0.82, 0, -128, -32)
  const crops: Record<string, Raster> = {}

  beforeAll(async () => {
    const { raster } = await decodeFile('e2e/photos/astronaut.jpg')
    crops.proper = warp(raster, proper)
    crops.turned = warp(raster, compose(turnAndScale<'crop'>(14, 1.2, faceCentre), proper))
    folder = mkdtempSync(join(tmpdir(), 'plumb-mend-'))
    mkdirSync(at('crops'))
    for (const [name, { data }] of Object.entries(crops))
      await sharp(data, { raw: { width: 112, height: 112, channels: 3 } }).toFile(at('crops', `${name}.png`))
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('cuts each as the locator finds it, so that one face looks the same however it was cut', async () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'examples/mend-crops.ts', at('crops'), at('mended')],
      { encoding: 'utf8' },
    )
    expect(status, stderr).toBe(0)
    expect(readdirSync(at('mended'))).toEqual(['proper.png', 'turned.png'])
    const session = await InferenceSession.create(`public/models/${locator!.file}`)
    const [found] = await locatorOf(locator!, session, Tensor).find(toTensor([crops.turned!]).data, 1)
    const turned = await sharp(at('mended', 'turned.png')).removeAlpha().raw().toBuffer()
    expect(Buffer.compare(turned, Buffer.from(mendCrop(crops.turned!, found!).data))).toBe(0)

    const mended = await sharp(at('mended', 'proper.png')).removeAlpha().raw().toBuffer()
    expect(meanDifference(turned, mended)).toBeLessThan(meanDifference(crops.turned!.data, crops.proper!.data) / 2)
  }, 60_000)
})

/** Over the middle of two crops, which no cut leaves black. */
function meanDifference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const places = Array.from({ length: one.length }, (_, i) => i).filter((i) => {
    const [x, y] = [Math.floor(i / 3) % 112, Math.floor(i / 336)]
    return Math.abs(x - 56) < 28 && Math.abs(y - 56) < 28
  })
  return places.reduce((sum, i) => sum + Math.abs(one[i]! - other[i]!), 0) / places.length
}

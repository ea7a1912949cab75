import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import type { ResultRecord } from '../src/domain/quality/record.ts'
import { SMALL } from './app.ts'
import { bitmapFile } from './bitmap-file.ts'
import { ASTRONAUT } from './photos.ts'

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', ...args], { encoding: 'utf8' })

const astronaut = readFileSync(ASTRONAUT)
const eoi = Buffer.of(0xff, 0xd9)
const photo = () => sharp(ASTRONAUT)

/** A face with 60 px between the eyes, alone on a panorama. */
async function panorama(): Promise<Buffer> {
  const head = await photo().extract({ left: 122, top: 18, width: 208, height: 208 }).resize(288).toBuffer()
  const ground = sharp({ create: { width: 12_000, height: 2000, channels: 3, background: '#5b6b5e' } })
  return ground
    .composite([{ input: head, left: 8300, top: 700 }])
    .jpeg()
    .toBuffer()
}

/** What command lines were given that found nothing, or the wrong thing, or stopped: name → bytes. */
const cases: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
  'upright.jpg': () => astronaut,
  'panorama.jpg': panorama,
  'roll120.jpg': () => photo().rotate(120, { background: '#808080' }).jpeg({ quality: 95 }).toBuffer(),
  'upside-down.jpg': () => photo().rotate(180).jpeg({ quality: 95 }).toBuffer(),
  'photo.bmp': () => bitmapFile(photo()),
  'exif6.webp': async () =>
    sharp(await photo().rotate(-90).toBuffer())
      .withMetadata({ orientation: 6 })
      .webp({ quality: 95 })
      .toBuffer(),
  'no-end.jpg': () => astronaut.subarray(0, -2),
  'photo.jfif': () => astronaut,
  'cut-and-closed.jpg': () => Buffer.concat([astronaut.subarray(0, Math.round(0.4 * astronaut.length)), eoi]),
  'empty.jpg': () => Buffer.alloc(0),
}

test('a folder of photos that lie, lean, lack an end or are far away has every face once, and the record scores the same again', async ({
  browserName: _,
}, info) => {
  test.setTimeout(600_000)
  const folder = info.outputPath('photos')
  const json = info.outputPath('scores.json')
  mkdirSync(folder, { recursive: true })
  for (const [name, make] of Object.entries(cases)) writeFileSync(join(folder, name), await make())

  const scored = run('bench/score.ts', folder, '--json', json, '--model', SMALL, '--backend', 'wasm')
  expect(scored.status, scored.stderr).toBe(1)
  const { faces, failed } = JSON.parse(readFileSync(json, 'utf8')) as ResultRecord
  expect(Object.fromEntries(failed.map(({ file, code }) => [file, code]))).toEqual({
    'cut-and-closed.jpg': 'damaged-file',
    'empty.jpg': 'empty-file',
  })
  const whole = Object.keys(cases).filter((name) => !failed.some(({ file }) => file === name))
  expect(faces.map(({ file }) => file).sort()).toEqual(whole.sort())

  // Bilinear turns and other codecs soften a photo a little.
  const scoreOf = (name: string) => faces.find(({ file }) => file === name)!.scores[SMALL]!.score
  for (const name of whole) expect(Math.abs(scoreOf(name) - scoreOf('upright.jpg')), name).toBeLessThan(15)
  for (const name of ['no-end.jpg', 'photo.jfif', 'photo.bmp'])
    expect(Math.abs(scoreOf(name) - scoreOf('upright.jpg')), name).toBeLessThan(0.5)

  const again = run('bench/rescore.ts', json, '--photos', folder)
  expect(again.status, again.stdout + again.stderr).toBe(0)
})

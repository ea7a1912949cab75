import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from '@playwright/test'
import { procedures } from '../src/domain/alignment/procedures.ts'
import { P24 } from '../src/domain/alignment/protocols.ts'
import { BASELINE, drop, exportRecord, faceOf, open, PROCEDURES, STUDENT, save, settled } from './app.ts'
import { ASTRONAUT, makePhotos } from './photos.ts'

test('a dropped photo gets a score, its spread and every alignment', async ({ page }) => {
  await open(page)
  await drop(page, [ASTRONAUT])
  await settled(page, 1)

  const mark = page.getByRole('img', { name: /^Score \d+ of 100\. Over 24 misaligned crops it moves by \d+ points?/ })
  await expect(mark.first()).toBeVisible()
  await expect(page.getByText('More useful for recognition than')).toBeVisible()
  const strip = page.getByRole('list', { name: 'Alignments' })
  await expect(strip.getByRole('listitem')).toHaveCount(procedures.length)
  await expect(strip.getByRole('img', { name: /^Crop by / })).toHaveCount(PROCEDURES)

  const face = faceOf(await exportRecord(page), 'astronaut.jpg')
  expect(face.variants).toHaveLength(PROCEDURES + P24.length)
  const { score } = face.scores[STUDENT]!
  expect(score).toBeGreaterThan(50)
  expect(score).toBeLessThanOrEqual(100)
})

test('a blurred copy scores clearly lower, and the student is steadier than the baseline', async ({ page }, info) => {
  const photos = await makePhotos(info.outputPath('photos'), ['blurred.jpg'])
  await open(page)
  await drop(page, [ASTRONAUT, ...photos])
  await settled(page, 2)
  const record = await exportRecord(page)

  const sharp = faceOf(record, 'astronaut.jpg').scores
  const blurred = faceOf(record, 'blurred.jpg').scores
  expect(blurred[STUDENT]!.score).toBeLessThan(sharp[STUDENT]!.score - 20)
  expect(sharp[STUDENT]!.spread!).toBeLessThan(sharp[BASELINE]!.spread!)
})

test('what cannot be scored says why, and nothing else is lost', async ({ page }, info) => {
  const photos = await makePhotos(info.outputPath('photos'), ['text.jpg', 'truncated.jpg', 'no-face.jpg'])
  await open(page)
  await drop(page, [ASTRONAUT, ...photos])
  await settled(page, 1)

  const list = page.getByRole('list', { name: 'Faces' })
  const row = (name: string) => list.getByRole('listitem').filter({ hasText: name })
  await expect(row('text.jpg')).toContainText('Cannot be read here.')
  await expect(row('truncated.jpg')).toContainText('The file is damaged or ends early.')
  await expect(row('no-face.jpg')).toContainText('No face found.')
  await expect(row('astronaut.jpg').getByRole('img', { name: /^Score \d+ of 100/ })).toBeVisible()

  const record = await exportRecord(page)
  expect(record.failed.map(({ file, code }) => [file, code])).toEqual([
    ['text.jpg', 'unsupported-file'],
    ['truncated.jpg', 'damaged-file'],
    ['no-face.jpg', 'no-face'],
  ])
  faceOf(record, 'astronaut.jpg')
})

test('every face of a group is found once, and a photo turned by EXIF scores as if upright', async ({ page }, info) => {
  const photos = await makePhotos(info.outputPath('photos'), ['group.jpg', 'turned.jpg'])
  await open(page)
  await drop(page, [ASTRONAUT, ...photos])
  await settled(page, 6)
  const record = await exportRecord(page)

  const group = record.faces.filter(({ file }) => file === 'group.jpg')
  expect(group).toHaveLength(4)
  const widths = group.map(({ box }) => box.width)
  expect(widths).toEqual([...widths].sort((a, b) => b - a))
  const upright = faceOf(record, 'astronaut.jpg').scores[STUDENT]!.score
  const turned = faceOf(record, 'turned.jpg').scores[STUDENT]!.score
  expect(Math.abs(upright - turned)).toBeLessThan(5)
})

test('the JSON export, scored again in Node, gives the same', async ({ page }, info) => {
  const [group] = await makePhotos(info.outputPath('photos'), ['group.jpg'])
  await open(page)
  await drop(page, [group!])
  await settled(page, 4)
  const results = info.outputPath('results.json')
  writeFileSync(results, await save(page, /JSON/))

  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'bench/rescore.ts', results, '--photos', dirname(group!)],
    { encoding: 'utf8' },
  )
  expect(stdout + stderr).toMatch(/largest difference/i)
  expect(status).toBe(0)
})

test('the CSV has a row a face and model', async ({ page }) => {
  await open(page)
  await drop(page, [ASTRONAUT])
  await settled(page, 1)
  const [header, ...rows] = (await save(page, /semicolons/)).trim().split(/\r?\n/)
  expect(header!.split(';').slice(0, 4)).toEqual(['file', 'face', 'model', 'score'])
  expect(rows.map((row) => row.split(';')[2])).toEqual([STUDENT, BASELINE])
})

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceRecord, toCsvRows } from '#domain/quality/record.ts'
import { checkOutputs, partOf } from '../../cli/outputs.ts'
import { parseRecord } from '../../rescore/record-schema.ts'
import type { PhotoLine } from '../photo-line.ts'
import { type FormatId, formats } from './formats.ts'

const run = {
  schema: 1,
  app: { name: 'Plumb', version: '1.2.3' },
  created: '2026-01-01T00:00:00.000Z',
  backend: 'wasm',
  landmarks: 'landmarker',
  models: [{ id: 'one', sha256: 'ab' }],
  failed: [{ file: 'broken.jpg', code: 'damaged-file', message: 'The file is damaged or ends early.' }],
} as const

const faceOf = (file: string, face: number): FaceRecord => ({
  file,
  face,
  box: { x: 1.5, y: 2, width: 3, height: 4 },
  landmarks: Array.from({ length: 5 }, (_, i) => [i, 2] as const),
  confidence: 0.9,
  scores: { one: { raw: 0.5, score: 50.25, spread: face === 0 ? null : 1.5, worst: null } },
  variants: [],
})

const photo = (file: string, count: number): PhotoLine => ({
  by: 'plumb 1.2.3 none one@ab',
  file,
  size: 10,
  modified: '2026-01-01T00:00:00.000Z',
  backend: 'wasm',
  faces: Array.from({ length: count }, (_, index) => faceOf(file, index)),
  failed: [],
})

let folder: string
let written = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-formats-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(format: FormatId, photos: readonly PhotoLine[]): string {
  const path = join(folder, `${format}-${++written}`)
  const output = formats[format].create(path, '1.2.3', false)
  for (const each of photos) output.add(each)
  output.end(run)
  expect(existsSync(path)).toBe(false)
  output.commit()
  expect(existsSync(partOf(path))).toBe(false)
  return path
}

const ids = Object.keys(formats) as FormatId[]
const some = [photo('a.jpg', 1), photo('none.jpg', 0), photo('grüße, "du".jpg', 2)]
const faces = some.flatMap((each) => each.faces)

describe('formats', () => {
  it.each(ids)('%s is one of ours, and no other’s', (format) => {
    for (const photos of [some, []]) {
      const path = write(format, photos)
      const output = (id: FormatId) => ({ option: `--${id}`, path, isOurs: formats[id].isOurs })
      expect(checkOutputs([output(format)], [])).toHaveLength(1)
      if (readFileSync(path).length === 0) continue
      for (const other of ids.filter((id) => id !== format))
        expect(() => checkOutputs([output(other)], [])).toThrow('would replace')
    }
  })

  it('takes the app’s own export for a record, and no evaluation', () => {
    const exported = join(folder, 'exported.json')
    writeFileSync(exported, JSON.stringify({ ...run, faces }, null, 2))
    const json = (path: string) => checkOutputs([{ option: '--json', path, isOurs: formats.json.isOurs }], [])
    expect(json(exported)).toHaveLength(1)
    expect(() => json('public/evidence/results.json')).toThrow('would replace')
  })

  it('csv has a row a face and model', () => {
    const rows = Papa.parse<Record<string, string>>(readFileSync(write('csv', some), 'utf8').trim(), { header: true })
    expect(rows.data.map(({ file, face, spread }) => [file, face, spread])).toEqual([
      ['a.jpg', '0', ''],
      ['grüße, "du".jpg', '0', ''],
      ['grüße, "du".jpg', '1', '1.5'],
    ])
  })

  it('ndjson has a line a photo', () => {
    const lines = readFileSync(write('ndjson', some), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(some)
  })

  it.each([0, 3])('json is the result record of %i photos', (count) => {
    const record = parseRecord(JSON.parse(readFileSync(write('json', some.slice(0, count)), 'utf8')))
    expect(record).toEqual({ ...run, faces: count === 0 ? [] : faces })
  })

  it('json is none before its end', () => {
    const path = join(folder, 'open.json')
    const output = formats.json.create(path, '1.2.3', false)
    output.add(some[0]!)
    expect(() => JSON.parse(readFileSync(partOf(path), 'utf8'))).toThrow(SyntaxError)
    output.end(run)
    expect(parseRecord(JSON.parse(readFileSync(partOf(path), 'utf8'))).faces).toHaveLength(1)
  })

  const readParquet = async (photos: readonly PhotoLine[]) => {
    const file = readFileSync(write('parquet', photos))
    return parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length) })
  }

  it.each([0, 3])('parquet has the rows of the csv, from %i photos', async (count) => {
    expect(await readParquet(some.slice(0, count))).toEqual(toCsvRows(count === 0 ? [] : faces))
  })

  it('parquet is written in groups, and nothing is lost between them', async () => {
    const rows = await readParquet(Array.from({ length: 10_005 }, (_, i) => photo(`${i}.jpg`, 1)))
    expect(rows.map(({ file }) => file)).toEqual(Array.from({ length: 10_005 }, (_, i) => `${i}.jpg`))
  })
})

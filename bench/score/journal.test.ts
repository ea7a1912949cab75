import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { partOf } from '../cli/outputs.ts'
import { asideOf, openJournal } from './journal.ts'
import type { PhotoLine } from './photo-line.ts'

const by = 'plumb 1.2.3 none one@ab'
const modified = '2026-01-01T00:00:00.000Z'
const line = (file: string, change: Partial<PhotoLine> = {}): PhotoLine => ({
  by,
  file,
  size: 10,
  modified,
  backend: 'wasm',
  faces: [],
  failed: [],
  ...change,
})
const textOf = (...lines: readonly PhotoLine[]) => lines.map((each) => `${JSON.stringify(each)}\n`).join('')

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-journal-'))
  path = join(folder, 'scores.ndjson')
})
afterEach(() => rmSync(folder, { recursive: true }))

const known = (journal: Awaited<ReturnType<typeof openJournal>>, files: readonly string[]) =>
  files.filter((file) => journal.find(by, file, { size: 10, modified }))

describe('openJournal', () => {
  it('knows nothing where there is nothing', async () => {
    expect(known(await openJournal(path), ['a.jpg'])).toEqual([])
  })

  it('knows what a killed run has finished, but for the line in which it was killed', async () => {
    const whole = textOf(line('ä.jpg'), line('b.jpg'), line('c.jpg'))
    writeFileSync(partOf(path), whole.slice(0, -20))
    const journal = await openJournal(path)
    expect(known(journal, ['ä.jpg', 'b.jpg', 'c.jpg'])).toEqual(['ä.jpg', 'b.jpg'])
    expect(journal.find(by, 'b.jpg', { size: 10, modified })).toEqual(line('b.jpg'))
  })

  it('knows what all of several killed runs have finished, and clears up after the last', async () => {
    writeFileSync(path, textOf(line('old.jpg')))
    writeFileSync(partOf(path), textOf(line('a.jpg')))
    await openJournal(path)
    writeFileSync(partOf(path), textOf(line('old.jpg'), line('b.jpg')))
    const journal = await openJournal(path)
    expect(known(journal, ['old.jpg', 'a.jpg', 'b.jpg', 'c.jpg'])).toEqual(['old.jpg', 'a.jpg', 'b.jpg'])
    expect(existsSync(asideOf(path))).toBe(true)
    journal.end()
    expect(existsSync(asideOf(path))).toBe(false)
  })

  it('goes past a line in which it was killed itself', async () => {
    writeFileSync(asideOf(path), `${textOf(line('a.jpg'))}{"by":"plumb 1`)
    writeFileSync(partOf(path), textOf(line('b.jpg'), line('c.jpg')))
    expect(known(await openJournal(path), ['a.jpg', 'b.jpg', 'c.jpg'])).toContain('c.jpg')
  })

  it('does not know a file that has changed since, other settings, or what crashed', async () => {
    const crashed = line('died.jpg', { failed: [{ file: 'died.jpg', code: 'browser-died', message: '' }] })
    writeFileSync(path, textOf(line('a.jpg'), crashed))
    appendFileSync(path, textOf(line('gone.jpg', { size: null, modified: null })))
    const journal = await openJournal(path)
    expect(known(journal, ['a.jpg', 'died.jpg', 'gone.jpg'])).toEqual(['a.jpg'])
    expect(journal.find(by, 'a.jpg', { size: 11, modified })).toBeNull()
    expect(journal.find(by, 'a.jpg', { size: 10, modified: '2026-01-01T00:00:01.000Z' })).toBeNull()
    expect(journal.find(`${by} two@cd`, 'a.jpg', { size: 10, modified })).toBeNull()
  })
})

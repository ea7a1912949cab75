import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPhotos } from './find-photos.ts'
import type { SkipReason } from './skipped.ts'

let root: string
const at = (path: string) => join(root, path)
const names = (inputs: readonly string[]) => findPhotos(inputs.map(at)).map(({ name }) => name)

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'plumb-photos-'))
  for (const path of [
    'a/2.jpg',
    'a/1.PNG',
    'a/notes.txt',
    'a/deep/3.webp',
    'a/.hidden/4.jpg',
    'b/5.jpg',
    'c/6.jfif',
    'c/7.JPE',
    'c/8.mpo',
  ]) {
    mkdirSync(dirname(at(path)), { recursive: true })
    writeFileSync(at(path), '')
  }
})
afterAll(() => rmSync(root, { recursive: true }))

describe('findPhotos', () => {
  it('takes the pictures below a folder, and names them relative to it', () => {
    expect(names(['a'])).toEqual(['1.PNG', '2.jpg', 'deep/3.webp'])
  })
  it('takes what phones and stereo cameras call their pictures', () => {
    expect(names(['c'])).toEqual(['6.jfif', '7.JPE', '8.mpo'])
  })
  it('takes a named file whatever its name', () => {
    expect(names(['a/notes.txt'])).toEqual(['notes.txt'])
  })
  it('names photos of several inputs relative to the folder that they share', () => {
    expect(names(['b', 'a/deep/3.webp'])).toEqual(['b/5.jpg', 'a/deep/3.webp'])
  })
  it('takes each photo once', () => {
    expect(names(['a/2.jpg', 'a'])).toEqual(['2.jpg', '1.PNG', 'deep/3.webp'])
  })
  it('keeps a file that is not there', () => {
    expect(names(['a/none.jpg'])).toEqual(['none.jpg'])
  })
})

describe('findPhotos tells what it skips', () => {
  const find = (path: string) => {
    const skipped: [string, SkipReason][] = []
    const photos = findPhotos([at(path)], (name, reason) => skipped.push([name, reason]))
    return { names: photos.map(({ name }) => name), skipped }
  }

  it('by its reason', () => {
    expect(find('a').skipped).toEqual([
      ['.hidden', 'hidden'],
      ['notes.txt', 'no-picture'],
    ])
  })

  it('follows links once, and names those into loops and to nothing', () => {
    mkdirSync(at('links/album'), { recursive: true })
    writeFileSync(at('links/album/1.jpg'), '')
    symlinkSync(at('links/album/1.jpg'), at('links/again.jpg'))
    symlinkSync(at('links'), at('links/album/up'))
    symlinkSync(at('links/album'), at('links/beside'))
    symlinkSync(at('links/nothing'), at('links/broken.jpg'))
    symlinkSync(at('links/self.jpg'), at('links/self.jpg'))
    symlinkSync(at('b'), at('links/elsewhere'))
    expect(find('links')).toEqual({
      names: ['again.jpg', 'elsewhere/5.jpg'],
      skipped: [
        ['album/1.jpg', 'twice'],
        ['album/up', 'loop'],
        ['beside', 'twice'],
        ['broken.jpg', 'broken-link'],
        ['self.jpg', 'loop'],
      ],
    })
  })

  it.skipIf(process.platform === 'win32')('goes past pipes and devices', () => {
    mkdirSync(at('special'))
    spawnSync('mkfifo', [at('special/pipe.jpg')])
    symlinkSync('/dev/zero', at('special/zero.jpg'))
    writeFileSync(at('special/1.jpg'), '')
    expect(find('special')).toEqual({
      names: ['1.jpg'],
      skipped: [
        ['pipe.jpg', 'pipe'],
        ['zero.jpg', 'device'],
      ],
    })
    expect(find('special/pipe.jpg')).toEqual({ names: [], skipped: [['pipe.jpg', 'pipe']] })
  })

  it.skipIf(process.platform === 'win32')('goes past folders that it may not read', () => {
    mkdirSync(at('closed/inside'), { recursive: true })
    writeFileSync(at('closed/1.jpg'), '')
    chmodSync(at('closed/inside'), 0)
    chmodSync(root, 0o755)
    const isRoot = process.getuid?.() === 0
    // To root no folder is closed.
    if (isRoot) process.seteuid?.(65_534)
    try {
      expect(find('closed')).toEqual({ names: ['1.jpg'], skipped: [['inside', 'unreadable']] })
    } finally {
      if (isRoot) process.seteuid?.(0)
      chmodSync(at('closed/inside'), 0o700)
    }
  })
})

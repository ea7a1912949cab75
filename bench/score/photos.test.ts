import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPhotos } from './photos.ts'

describe('findPhotos', () => {
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
      'c/6.jfif',
      'c/7.JPE',
      'c/8.mpo',
      'a/.hidden/4.jpg',
      'b/5.jpg',
    ]) {
      mkdirSync(dirname(at(path)), { recursive: true })
      writeFileSync(at(path), '')
    }
  })
  afterAll(() => rmSync(root, { recursive: true }))

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

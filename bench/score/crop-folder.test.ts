import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCropFolder, cropName } from './crop-folder.ts'

describe('the folder of crops', () => {
  let folder: string
  const at = (name: string) => join(folder, name)
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumb-crops-'))
    writeFileSync(at('a.jpg'), '')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is made, and gets a file a face that has a crop', () => {
    createCropFolder(at('new/crops'), [at('a.jpg')]).write('sub/a.jpg', ['aGVsbG8=', null, 'Yg=='])
    expect(readdirSync(at('new/crops')).sort()).toEqual(['sub%2Fa.jpg-0.png', 'sub%2Fa.jpg-2.png'])
    expect(readFileSync(at('new/crops/sub%2Fa.jpg-0.png'), 'utf8')).toBe('hello')
  })

  it('is refused where it is a file, or holds the photos', () => {
    expect(() => createCropFolder(at('a.jpg'), [])).toThrow('is a file')
    expect(() => createCropFolder(`${folder}/`, [at('a.jpg')])).toThrow('holds photos')
  })
})

describe('names of crops', () => {
  const anyName = fc.string({ unit: fc.constantFrom('a', '.', '/', '-', '0', '1', '%', '2', 'F', '\\', 'é') })

  it('never collide', () =>
    fc.assert(
      fc.property(anyName, fc.nat(12), anyName, fc.nat(12), (one, face, other, otherFace) => {
        fc.pre(one !== other || face !== otherFace)
        expect(cropName(one, face)).not.toBe(cropName(other, otherFace))
      }),
    ))

  it('never lead out of the folder', () =>
    fc.assert(
      fc.property(anyName, fc.nat(12), (name, face) => {
        const crop = cropName(name, face)
        expect(basename(crop)).toBe(crop)
        expect(join('/folder', crop)).toBe(`/folder/${crop}`)
      }),
    ))
})

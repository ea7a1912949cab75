import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkOutputs, type OutputFile } from './outputs.ts'
import { createPartFile } from './part-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-outputs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

const output = (name: string, option = '--csv'): OutputFile => ({
  option,
  path: at(name),
  isOurs: (start) => start.startsWith('ours'),
})

describe('checkOutputs', () => {
  it('takes a new file, an empty one and one of ours, and writes nothing', () => {
    writeFileSync(at('old.csv'), 'ours, whole')
    writeFileSync(at('empty.csv'), '')
    const before = readdirSync(folder)
    const found = checkOutputs([output('new.csv'), output('old.csv', '--b'), output('empty.csv', '--c')], [])
    expect(found.map(({ path }) => path)).toEqual(['new.csv', 'old.csv', 'empty.csv'].map(at))
    expect(readdirSync(folder)).toEqual(before)
  })

  it('refuses a photo that stands where a file name was meant', () => {
    writeFileSync(at('photo.jpg'), Buffer.from([0xff, 0xd8, 0xff]))
    expect(() => checkOutputs([output('photo.jpg')], [])).toThrow('--csv would replace')
  })

  it('refuses one of ours that is among the inputs, through whatever link', () => {
    writeFileSync(at('names.csv'), 'ours')
    symlinkSync(at('names.csv'), at('link.csv'))
    expect(() => checkOutputs([output('link.csv')], [at('names.csv')])).toThrow('among the inputs')
    expect(() => checkOutputs([output('names.csv')], [at('link.csv')])).toThrow('among the inputs')
  })

  it('refuses a file that is named twice, as itself, by a link or as the part of another', () => {
    mkdirSync(at('photos'))
    symlinkSync(folder, at('photos/up'))
    const twice = '--csv and --json name the same file.'
    for (const name of ['a', 'photos/up/a', 'a.part'])
      expect(() => checkOutputs([output('a'), output(name, '--json')], [])).toThrow(twice)
  })

  it('refuses a folder, a device and a place that is not there', () => {
    expect(() => checkOutputs([output('.')], [])).toThrow('would replace')
    expect(() => checkOutputs([{ ...output(''), path: '/dev/null' }], [])).toThrow('would replace')
    expect(() => checkOutputs([output('none/a.csv')], [])).toThrow('there is no folder')
  })

  it('refuses to write over what a run that was cut off has left, unless it goes on', () => {
    writeFileSync(at('a.csv.part'), 'ours, in part')
    expect(() => checkOutputs([output('a.csv')], [])).toThrow('cut off')
    expect(checkOutputs([output('a.csv')], [], true)).toHaveLength(1)
    writeFileSync(at('a.csv.part'), 'a letter')
    expect(() => checkOutputs([output('a.csv')], [], true)).toThrow('would replace')
  })
})

describe('createPartFile', () => {
  it('leaves what stood in its place until it is whole', () => {
    writeFileSync(at('a.csv'), 'old')
    const file = createPartFile(at('a.csv'))
    file.write('new')
    expect(readFileSync(at('a.csv'), 'utf8')).toBe('old')
    file.close()
    file.commit()
    expect(readFileSync(at('a.csv'), 'utf8')).toBe('new')
    expect(existsSync(at('a.csv.part'))).toBe(false)
  })

  it('writes into no file that has another name too', () => {
    writeFileSync(at('a.csv'), 'old')
    linkSync(at('a.csv'), at('kept.csv'))
    const file = createPartFile(at('a.csv'))
    file.write('new')
    file.close()
    file.commit()
    expect(readFileSync(at('kept.csv'), 'utf8')).toBe('old')
  })

  it('does not write over the part of a run that still writes', () => {
    createPartFile(at('a.csv')).close()
    expect(() => createPartFile(at('a.csv'))).toThrow('EEXIST')
  })
})

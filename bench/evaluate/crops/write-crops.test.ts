import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { conditions, transformOf } from '../inputs/conditions.ts'
import { cutCrops, openPicture } from '../inputs/crops.ts'
import type { EvaluatedSet } from '../inputs/face-set.ts'
import { drawnImages } from '../run/drawn-setting.ts'
import { npyHeader } from './npy.ts'
import { writeCrops } from './write-crops.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-crops-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const few = (await drawnImages()).slice(0, 6)
const setOf = (images: EvaluatedSet['images'], id = 'drawn-d'): EvaluatedSet => ({
  id,
  label: id,
  describe: '',
  images,
  comparisons: { one: new Uint32Array(), other: new Uint32Array(), isGenuine: new Uint8Array() },
  impostors: ['all'],
  missing: [],
  agreed: null,
})
const chosen = conditions.filter(({ id }) => ['proper', 'jitter-20', 'procedure-ffhq'].includes(id))
const wanted = (...sets: readonly EvaluatedSet[]) => ({ sets, conditions: chosen, faceOf: () => null })

const cropBytes = 112 * 112 * 3
/** The crops in a file, behind its header of 128 bytes. */
const readCrops = (path: string) => {
  const bytes = readFileSync(join(folder, path))
  const count = Number(bytes.toString('latin1', 0, 128).match(/'shape': \((\d+), 112, 112, 3\)/)![1])
  return Array.from({ length: count }, (_, i) => bytes.subarray(128 + i * cropBytes, 128 + (i + 1) * cropBytes))
}
const namesIn = (set: string, list = 'files') =>
  readFileSync(join(folder, set, `${list}.txt`), 'utf8')
    .split('\n')
    .slice(0, -1)
const written = ['jitter-20.npy', 'procedure-ffhq.missing.txt', 'procedure-ffhq.npy', 'proper.npy']

describe('crops for other programs', () => {
  it('are those that the evaluation cuts, in the order of the names', async () => {
    expect(await writeCrops(wanted(setOf(few)), folder)).toEqual([])
    expect(namesIn('drawn-d')).toEqual(few.map(({ name }) => name))
    for (const condition of chosen.slice(0, 2)) {
      const crops = readCrops(`drawn-d/${condition.id}.npy`)
      expect(crops).toHaveLength(few.length)
      for (const [i, image] of few.entries()) {
        const [crop] = cutCrops(await openPicture(image), [transformOf(image, condition, null)!])
        expect(crops[i]!.equals(Buffer.from(crop!.data))).toBe(true)
      }
    }
    expect(readdirSync(join(folder, 'drawn-d')).sort()).toEqual(['files.txt', ...written])
  })

  it('are zeros where a condition cannot be had of a face, which is then named', async () => {
    await writeCrops(wanted(setOf(few)), folder)
    const crops = readCrops('drawn-d/procedure-ffhq.npy')
    expect(crops.map((crop) => crop.some((value) => value > 0))).toEqual(few.map(() => false))
    expect(crops.map(({ length }) => length)).toEqual(few.map(() => cropBytes))
    expect(namesIn('drawn-d', 'procedure-ffhq.missing')).toEqual(few.map(({ name }) => name))
  })

  it('leave out what cannot be opened, under all conditions, and say so', async () => {
    const broken = { ...few[2]!, path: join(folder, 'broken.jpg') }
    writeFileSync(broken.path, 'no picture')
    const failed = await writeCrops(wanted(setOf([...few.slice(0, 2), broken, few[3]!])), folder)
    expect(failed).toEqual([{ image: broken, message: expect.any(String) }])
    expect(namesIn('drawn-d')).toEqual([few[0]!, few[1]!, few[3]!].map(({ name }) => name))
    for (const { id } of chosen) expect(readCrops(`drawn-d/${id}.npy`)).toHaveLength(3)
    const [crop] = cutCrops(await openPicture(few[3]!), [transformOf(few[3]!, chosen[0]!, null)!])
    expect(readCrops('drawn-d/proper.npy')[2]!.equals(Buffer.from(crop!.data))).toBe(true)
  })

  it('of a set that was stopped are gone, and those of whole ones are kept', async () => {
    await writeCrops(wanted(setOf(few)), folder)
    const stop = new AbortController()
    const sets = [setOf(few, 'first'), setOf(few)]
    const stopped = writeCrops(wanted(...sets), folder, {
      signal: stop.signal,
      onProgress: ({ done }) => done === few.length + 2 && stop.abort(),
    })
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    expect(namesIn('first')).toHaveLength(few.length)
    // The crops of the run before are still whole, but not known to be of the same images.
    expect(readdirSync(join(folder, 'drawn-d')).sort()).toEqual(written)
  })

  it('begin as numpy would have them begin', () => {
    // numpy 2.4.6: numpy.lib.format.write_array(file, numpy.zeros((7701, 112, 112, 3), numpy.uint8), version=(1, 0))
    const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (7701, 112, 112, 3), }`
    const numpy = `\x93NUMPY\x01\x00v\x00${text.padEnd(117)}\n`
    expect(Buffer.from(npyHeader([7701, 112, 112, 3])).toString('latin1')).toBe(numpy)
  })
})

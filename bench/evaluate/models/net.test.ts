import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Raster } from '#domain/geometry/raster.ts'
import { presets } from '#domain/quality/own-model.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import { openModel, readManifest } from '#inference/models/node.ts'
import { openInNode } from '#inference/models/own/node.ts'
import { probeCrops } from '../run/cache/probe.ts'
import { knownModels, presetOf } from './known-models.ts'
import { type FileSpec, openNet } from './net.ts'

const fixture = (kind: FileSpec['kind'], name: string): FileSpec => ({
  kind,
  id: name,
  path: `src/inference/models/own/fixtures/${name}.onnx`,
  sha256: name,
  pixels: presetOf('none'),
})

const plain = (...colour: readonly [number, number, number]): Raster => ({
  width: 112,
  height: 112,
  channels: 3,
  data: Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => colour[i % 3]!),
})

const crops = (await probeCrops()).slice(0, 6)

describe('a net', () => {
  it('of a released model scores as the app does', async () => {
    const [entry] = (await readManifest('public/models')).models
    const net = await openNet({ kind: 'released', id: entry!.id, folder: 'public/models', entry: entry! })
    const model = await openModel('public/models', entry!)
    const expected = await model.run(toTensor(crops).data, crops.length)
    const rows = await net.run(crops)
    expect(rows.length).toBe(crops.length)
    for (const [i, raw] of expected.entries()) expect(rows[i]).toBeCloseTo(raw, 5)
  })

  it('of a quality model scores as the app does', async () => {
    const net = await openNet(fixture('quality', 'channels-last'))
    const session = await openInNode(new Uint8Array(readFileSync(fixture('quality', 'channels-last').path)))
    const expected = await session.run(crops, { ...session.shape, ...presetOf('none') })
    expect([...(await net.run(crops))]).toEqual(expected.map(Math.fround))
  })

  it('has no number for a crop that the model has none for, and numbers for the others', async () => {
    const net = await openNet(fixture('quality', 'dark-is-no-number'))
    const rows = await net.run([plain(132, 132, 132), plain(9, 9, 9), plain(140, 140, 140)])
    expect([...rows]).toEqual([1, Number.NaN, 3])
  })

  it('of a recogniser tells the length of its embedding and its direction', async () => {
    // The mean colour, 43 times.
    const net = await openNet(fixture('recogniser', 'embedding-only'))
    expect(net.outputs).toEqual([
      { name: 'length', width: 1 },
      { name: 'embedding', width: 129 },
    ])
    const rows = await net.run([plain(200, 0, 0), plain(30, 40, 0)])
    expect(rows.length).toBe(2 * 130)
    const other = rows.subarray(130)
    expect(other[0]).toBeCloseTo(50 * Math.sqrt(43), 3)
    expect(other[1]! * Math.sqrt(43)).toBeCloseTo(0.6, 6)
    expect(other[2]! * Math.sqrt(43)).toBeCloseTo(0.8, 6)
    expect(other[3]).toBe(0)
  })

  it.each([
    ['a score', 'free', 'no output has 64 values'],
    ['two inputs', 'two-inputs', 'not one input'],
  ])('is no recogniser where it has %s', async (_, name, words) => {
    await expect(openNet(fixture('recogniser', name))).rejects.toMatchObject({
      code: 'recogniser-invalid',
      message: expect.stringContaining(words),
    })
  })

  it('is another one where its file, its pixels or what becomes of pixels is another', async () => {
    const spec = fixture('recogniser', 'embedding-only')
    const identityOf = async (other: FileSpec, probe = crops) => (await openNet(other)).identity(probe)
    const identities = await Promise.all([
      identityOf(spec),
      identityOf({ ...spec, sha256: 'another' }),
      identityOf({ ...spec, pixels: presets[0] }),
      identityOf(spec, crops.slice(1)),
    ])
    expect(new Set(identities).size).toBe(identities.length)
    expect(await identityOf({ ...spec, id: 'another name', path: spec.path })).toBe(identities[0])
  })
})

describe('the known models', () => {
  it.for(knownModels)('$id is what it is said to be', async ({ id, group, pixels }, { skip }) => {
    const path = `../shared/models/${id}.onnx`
    skip(!existsSync(path), `${path} is not here`)
    const net = await openNet({ kind: group ? 'recogniser' : 'quality', id, path, sha256: '', pixels })
    const rows = await net.run(crops)
    expect(rows.every(Number.isFinite)).toBe(true)
    // Crops of one face, turned: what recognises faces sees that.
    if (!group) return
    const width = rows.length / crops.length
    const unit = (n: number) => rows.subarray(n * width + 1, (n + 1) * width)
    expect(unit(0).reduce((sum, value) => sum + value ** 2, 0)).toBeCloseTo(1, 5)
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Manifest } from '#domain/quality/manifest.ts'
import { buildAssets } from './assets.ts'
import { FlatbufferReader } from './flatbuffer/reader.ts'
import { refinedRegions } from './landmark-merge.ts'
import { faceMeshFile } from './sources.ts'
import { slots } from './tflite/model.ts'

const models = join(import.meta.dirname, '../../public/models')
const built = buildAssets()

describe('rebuilding from npm', () => {
  it('gives the entries of the committed manifest', () => {
    const manifest = JSON.parse(readFileSync(join(models, 'manifest.json'), 'utf8')) as Manifest
    expect(built.map(({ entry }) => entry)).toEqual(manifest.assets)
  })

  it.each(built)('gives the committed $entry.file', ({ entry, bytes }) => {
    expect(bytes.equals(readFileSync(join(models, entry.file)))).toBe(true)
  })
})

describe('the attention model', () => {
  const attention = faceMeshFile('face_landmark_with_attention.tflite')

  it('names the points that it refines', () => {
    const { lips, firstEye, secondEye } = refinedRegions(attention)
    expect([lips.length, firstEye.length, secondEye.length]).toEqual([80, 71, 71])
    // 61 and 291 are the mouth's corners, 33 and 133, 263 and 362 those of the eyes.
    expect(lips).toEqual(expect.arrayContaining([61, 291]))
    expect(firstEye.slice(0, 16)).toEqual(expect.arrayContaining([33, 133]))
    expect(secondEye.slice(0, 16)).toEqual(expect.arrayContaining([263, 362]))
  })

  it('is refused where the regions are not those', () => {
    const broken = Buffer.from(attention)
    broken.writeUInt16LE(0, broken.indexOf('subset_idxs\0') + 'subset_idxs\0'.length)
    expect(() => refinedRegions(broken)).toThrow('does not list the lips and the two eyes')
  })

  it('ends in one output of 478 points and the face flag', () => {
    const bundle = built.find(({ entry }) => entry.id === 'face-landmarker')!.bytes
    const name = 'face_landmarks_detector.tflite'
    const reader = new FlatbufferReader(bundle.subarray(bundle.indexOf(name) + name.length))
    const subgraph = reader.references(reader.root, slots.model.subgraphs)[0]!
    const tensors = reader.references(subgraph, slots.subgraph.tensors)
    const outputs = int32s(reader, subgraph, slots.subgraph.outputs).map((index) => tensors[index]!)
    expect(outputs.map((tensor) => int32s(reader, tensor, slots.tensor.shape))).toEqual([
      [1, 1, 1, 478 * 3],
      [1, 1, 1, 1],
    ])
  })
})

function int32s(reader: FlatbufferReader, tableAt: number, slot: number): number[] {
  const vector = reader.reference(tableAt, slot)
  return Array.from({ length: reader.u32(vector) }, (_, index) => reader.u32(vector + 4 + 4 * index))
}
